use crate::{Result, database::Db, ids::SessionId};
use std::collections::HashSet;

/// Which of these sessions do not stand any more: the live hub asks for those who listen.
pub async fn ended_sessions(db: &Db, sessions: &[SessionId]) -> Result<HashSet<SessionId>> {
    let ids: Vec<_> = sessions.iter().map(|id| id.uuid()).collect();
    let mut tx = db.system().await?;
    let standing = sqlx::query_scalar!(
        r#"select id as "id: SessionId" from session where id = any($1) and ended_at is null and expires_at > now()"#,
        &ids,
    )
    .fetch_all(tx.conn())
    .await?;
    let standing: HashSet<_> = standing.into_iter().collect();
    Ok(sessions.iter().copied().filter(|id| !standing.contains(id)).collect())
}
