use crate::{
    Result,
    database::{Db, Happening},
    identity::store,
    secret,
};
use serde_json::json;
use time::OffsetDateTime;

/// Ends the session of this secret. One that ended before is no error: the person is signed out.
pub async fn sign_out(db: &Db, session_secret: &str, now: OffsetDateTime) -> Result<()> {
    let mut tx = db.identity().await?;
    let ended = store::sessions::end_by_secret(tx.conn(), &secret::hash(session_secret), now).await?;
    tx.commit().await?;
    let Some(ended) = ended else { return Ok(()) };

    let mut tx = db.identity_of(ended.person_id).await?;
    let space = store::people::own_space(tx.conn(), ended.person_id).await?;
    tx.commit().await?;
    let Some(space) = space else { return Ok(()) };
    let mut tx = db.tenant_as(space, ended.person_id).await?;
    tx.record(Happening { kind: "session.ended", project_id: None, subject_id: ended.id.uuid(), data: json!({}) })
        .await?;
    tx.commit().await
}
