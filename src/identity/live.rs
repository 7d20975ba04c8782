use super::store;
use crate::{Result, database::Db, ids::SessionId};
use std::collections::HashSet;
use time::OffsetDateTime;

/// Which of these sessions do not stand any more: the live hub asks for those who are connected.
pub async fn ended_sessions(db: &Db, sessions: &[SessionId], now: OffsetDateTime) -> Result<HashSet<SessionId>> {
    let ids: Vec<_> = sessions.iter().map(|id| id.uuid()).collect();
    let mut tx = db.system().await?;
    let standing: HashSet<_> = store::sessions::standing(tx.conn(), &ids, now).await?.into_iter().collect();
    Ok(sessions.iter().copied().filter(|id| !standing.contains(id)).collect())
}
