use super::lease::Held;
use crate::{
    Error, Result,
    database::{Db, TenantTx},
    ids::PersonId,
    wiki::content::{PageKey, store},
};
use time::OffsetDateTime;
use yrs::block::ClientID;

/// One update of the log, and whose it is.
#[derive(Clone, Debug)]
pub struct Line {
    pub person_id: PersonId,
    pub at: OffsetDateTime,
    /// In the first encoding of Yjs.
    pub data: Vec<u8>,
    /// The Yjs clients in it that nobody had written with before.
    pub writers: Vec<ClientID>,
}

/// Adds to the log what people wrote, in one transaction, and returns the number of the last of these lines. By then
/// it is durable. `Conflict`, and nothing is added, when the lease is somebody else's by now, or one of the writers is;
/// with the epoch in it, when the page is at another one.
/// `touch` says on the page, too, when it was changed and by whom.
pub async fn append(db: &Db, key: PageKey, held: &Held, epoch: i32, lines: &[Line], touch: bool) -> Result<i64> {
    let Some(last) = lines.last() else { return Err(Error::NotFound) };
    let mut tx = db.tenant_as(key.workspace_id, last.person_id).await?;
    if !store::lease::holds(tx.conn(), key, held).await? {
        return Err(Error::Conflict { current: None });
    }
    let seq = add(&mut tx, key, epoch, lines).await?;
    if touch {
        store::log::touch_page(tx.conn(), key, last.person_id, last.at).await?;
    }
    tx.commit().await?;
    Ok(seq)
}

/// The same within a transaction, by whoever may write there.
pub(super) async fn add(tx: &mut TenantTx, key: PageKey, epoch: i32, lines: &[Line]) -> Result<i64> {
    let count = i64::try_from(lines.len()).map_err(Error::internal)?;
    let at = lines.last().map_or(OffsetDateTime::UNIX_EPOCH, |line| line.at);
    let last = store::log::advance(tx.conn(), key, epoch, count, at).await?;
    let last = last.ok_or(Error::Conflict { current: Some(epoch) })?;
    store::log::insert(tx.conn(), key, last - count + 1, lines).await?;
    let claimed: Vec<_> =
        lines.iter().flat_map(|line| line.writers.iter().map(move |writer| (*writer, line.person_id))).collect();
    if !claimed.is_empty() && !store::clients::claim(tx.conn(), key, &claimed).await? {
        return Err(Error::Conflict { current: None });
    }
    Ok(last)
}
