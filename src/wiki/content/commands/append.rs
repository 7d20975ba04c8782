use super::lease::Held;
use crate::{
    Error, Result,
    database::{Db, TenantTx},
    ids::PersonId,
    wiki::{
        content::{Asked, PageKey, store},
        level::Level,
        store::tree,
    },
};
use std::collections::{HashMap, HashSet};
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

/// What became of lines for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appended {
    /// They are durable. The last of them has this number.
    UpTo(i64),
    /// Nothing was added: these of the writers may not edit the page any more, and may do this.
    Refused(HashMap<PersonId, Level>),
}

/// Adds to the log what people wrote, in one transaction: all of it, if each of them may edit the page now. What one wrote
/// may rest on what another did, so none of it is left out by itself. `Conflict`, and nothing is added, when the lease is
/// somebody else's by now, or one of the Yjs clients is; with the epoch in it, when the page is at another one. `NotFound`
/// when it is in the trash.
/// `touch` says on the page, too, when it was changed and by whom.
pub async fn append(db: &Db, key: PageKey, held: &Held, epoch: i32, lines: &[Line], touch: bool) -> Result<Appended> {
    let Some(last) = lines.last() else { return Err(Error::NotFound) };
    let mut tx = db.tenant_as(key.workspace_id, last.person_id).await?;
    // Each writer is asked for below. What one of them sees would say nothing of the others.
    tree::enter(&mut tx).await?;
    if !store::lease::holds(tx.conn(), key, held).await? {
        return Err(Error::Conflict { current: None });
    }
    let refused = who_may_not(&mut tx, key, lines).await?;
    if !refused.is_empty() {
        return Ok(Appended::Refused(refused));
    }
    let seq = add(&mut tx, key, epoch, lines).await?;
    if touch {
        store::log::touch_page(tx.conn(), key, last.person_id, last.at).await?;
    }
    tx.commit().await?;
    Ok(Appended::UpTo(seq))
}

/// Those of the writers who may not edit the page now, and what they may do.
async fn who_may_not(tx: &mut TenantTx, key: PageKey, lines: &[Line]) -> Result<HashMap<PersonId, Level>> {
    let writers: HashSet<_> = lines.iter().map(|line| line.person_id).collect();
    let asked: Vec<Asked> = writers.into_iter().map(|person_id| (key, person_id)).collect();
    let levels = store::rights::levels(tx.conn(), &asked).await?;
    // It is said of all or of none.
    if levels.is_empty() {
        return Err(Error::NotFound);
    }
    let levels = levels.into_iter().map(|((_, person_id), level)| (person_id, level));
    Ok(levels.filter(|(_, level)| *level < Level::Edit).collect())
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
