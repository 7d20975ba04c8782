use super::lease::Held;
use crate::{
    Error, Result,
    database::Db,
    ids::PersonId,
    wiki::content::{PageKey, store},
};

/// Writes down the state up to line `seq` and takes out of the log what it contains, in one transaction. `person_id` is
/// somebody who may see the page.
pub async fn compact(
    db: &Db,
    key: PageKey,
    held: &Held,
    person_id: PersonId,
    epoch: i32,
    seq: i64,
    state: &[u8],
) -> Result<()> {
    let mut tx = db.tenant_as(key.workspace_id, person_id).await?;
    if !store::lease::holds(tx.conn(), key, held).await? {
        return Err(Error::Conflict { current: None });
    }
    if !store::log::write_state(tx.conn(), key, epoch, seq, state).await? {
        return Err(Error::Conflict { current: None });
    }
    store::log::remove_until(tx.conn(), key, seq).await?;
    tx.commit().await
}
