use crate::{Error, Result, database::Db, identity::store, ids::SessionId, secret};
use time::OffsetDateTime;

/// Gives a session a new secret, for its cookie. The old one stays good for half a minute, for
/// requests that are already on their way.
pub async fn rotate(db: &Db, id: SessionId, now: OffsetDateTime) -> Result<String> {
    let fresh = secret::generate("")?;
    let mut tx = db.identity().await?;
    if !store::sessions::renew(tx.conn(), id, &secret::hash(&fresh), store::sessions::OldSecret::Kept, now).await? {
        return Err(Error::SignedOut);
    }
    tx.commit().await?;
    Ok(fresh)
}
