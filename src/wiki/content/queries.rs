use super::{PageKey, SCHEMA_VERSION, doc, store};
use crate::{
    Error, Result,
    actor::{Actor, Caller},
    database::Db,
    ids::{PageId, PersonId},
    wiki::level::Level,
    workspace,
};
use std::collections::HashMap;
use time::OffsetDateTime;
use yrs::Doc;

/// Somebody with a page open.
pub type Asked = (PageKey, PersonId);

/// The document of a page, with all of its log.
#[derive(Debug)]
pub struct Opened {
    pub doc: Doc,
    pub epoch: i32,
    pub schema_version: i32,
    pub last_seq: i64,
    /// How many lines, and bytes, of the log come after the state.
    pub lines: usize,
    pub bytes: usize,
    /// About what it weighs, encoded.
    pub weight: usize,
    pub changed_at: OffsetDateTime,
}

/// Loads a page's document, for the process that keeps it open. All of it, or an error.
pub async fn open(db: &Db, key: PageKey) -> Result<Opened> {
    let mut tx = db.system().await?;
    let parts = store::log::parts(tx.conn(), key).await?.ok_or(Error::NotFound)?;
    drop(tx);
    if i64::try_from(parts.updates.len()).ok() != Some(parts.last_seq - parts.state_seq) {
        return Err(Error::internal(format!("the log of page {} has a gap", key.page_id)));
    }
    if parts.schema_version > SCHEMA_VERSION {
        return Err(Error::Conflict { current: Some(parts.schema_version) });
    }
    let bytes = parts.updates.iter().map(Vec::len).sum();
    Ok(Opened {
        doc: doc::from_parts(&parts.state, &parts.updates)?,
        epoch: parts.epoch,
        schema_version: parts.schema_version,
        last_seq: parts.last_seq,
        lines: parts.updates.len(),
        bytes,
        weight: parts.state.len() + bytes,
        changed_at: parts.changed_at,
    })
}

/// What was added to a page's log after line `after`, with the numbers of the lines.
pub async fn updates_after(db: &Db, key: PageKey, after: i64) -> Result<Vec<(i64, Vec<u8>)>> {
    let mut tx = db.system().await?;
    store::log::updates_after(tx.conn(), key, after).await
}

/// What each of these people may do on each of these pages, in one look. Of a page that is not there, or is in the
/// trash, nothing is said.
pub async fn levels(db: &Db, asked: &[Asked]) -> Result<HashMap<Asked, Level>> {
    let mut tx = db.system().await?;
    store::rights::levels(tx.conn(), asked).await
}

/// Somebody who comes to a page, and what they may do there.
#[derive(Clone, Copy, Debug)]
pub struct Visitor {
    pub actor: Actor,
    pub key: PageKey,
    pub level: Level,
}

/// The caller at a page of the workspace of that address. `NotFound` when they may not see it.
pub async fn visit(db: &Db, caller: &Caller, slug: &str, page_id: PageId) -> Result<Visitor> {
    let actor = workspace::enter(db, caller, slug).await?;
    let key = PageKey { workspace_id: actor.workspace_id, page_id };
    match levels(db, &[(key, actor.person_id())]).await?.remove(&(key, actor.person_id())) {
        None | Some(Level::None) => Err(Error::NotFound),
        Some(level) => Ok(Visitor { actor, key, level }),
    }
}
