use crate::{Result, database::Db, identity::store, ids::SessionId, secret};
use time::OffsetDateTime;

/// Gives a session whose person's rights changed a new secret, for its cookie. The old one stays good for half a minute,
/// for requests that are already on their way. Nothing where another request has had it renewed.
pub async fn rotate(db: &Db, id: SessionId, now: OffsetDateTime) -> Result<Option<String>> {
    let fresh = secret::generate("")?;
    let mut tx = db.identity().await?;
    if !store::sessions::renew(tx.conn(), id, &secret::hash(&fresh), store::sessions::OldSecret::Kept, now).await? {
        return Ok(None);
    }
    tx.commit().await?;
    Ok(Some(fresh))
}
