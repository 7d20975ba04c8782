use super::lease::Held;
use crate::{
    Error, Result,
    database::Db,
    ids::PersonId,
    wiki::{
        content::{PageKey, State, store},
        store::tree,
    },
};

/// Writes down the state up to line `seq` and takes out of the log what it contains, in one transaction. It
/// changes nothing of what the page says, and so goes on when `person_id`, who was let in, may not see it any more.
pub async fn compact(
    db: &Db,
    key: PageKey,
    held: &Held,
    person_id: PersonId,
    epoch: i32,
    seq: i64,
    state: &State,
) -> Result<()> {
    let mut tx = db.tenant_as(key.workspace_id, person_id).await?;
    tree::enter(&mut tx).await?;
    if !store::lease::holds(tx.conn(), key, held).await? {
        return Err(Error::Conflict { current: None });
    }
    if !store::log::write_state(tx.conn(), key, epoch, seq, state.bytes()).await? {
        return Err(Error::Conflict { current: None });
    }
    store::log::remove_until(tx.conn(), key, seq).await?;
    tx.commit().await
}
