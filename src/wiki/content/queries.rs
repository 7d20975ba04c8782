use super::{
    Owners, PageKey, SCHEMA_VERSION, doc,
    store::{self, log::Parts},
};
use crate::{
    Error, Result,
    actor::{Actor, Caller},
    database::{Db, TenantTx},
    ids::{PageId, PageVersionId, PersonId},
    wiki::{
        document::{
            Document,
            difference::{Row, RowKind, difference},
            node::{Block, Inline},
            yjs::{self, Watch},
        },
        level::Level,
        named,
        policy::Action,
        store::access::{Which, load_for},
        version::PageVersion,
    },
    workspace,
};
use sqlx::PgConnection;
use std::collections::HashMap;
use time::OffsetDateTime;
use yrs::Doc;

/// Somebody with a page open.
pub type Asked = (PageKey, PersonId);

/// The document of a page, with all of its log.
pub struct Opened {
    pub doc: Doc,
    /// Looks at what is written into it from now on.
    pub watch: Watch,
    pub epoch: i32,
    pub schema_version: i32,
    pub last_seq: i64,
    /// How many lines, and bytes, of the log come after the state.
    pub lines: usize,
    pub bytes: usize,
    pub changed_at: OffsetDateTime,
}

/// Loads a page's document, for the process that keeps it open. All of it, or an error.
pub async fn open(db: &Db, key: PageKey) -> Result<Opened> {
    load(db.system().await?.conn(), key).await
}

/// Whose the Yjs clients of a page are, for the same process.
pub async fn owners(db: &Db, key: PageKey) -> Result<Owners> {
    Ok(store::clients::owners(db.system().await?.conn(), key).await?.into_iter().collect())
}

pub(super) async fn load(conn: &mut PgConnection, key: PageKey) -> Result<Opened> {
    opened(key, &store::log::parts(conn, key).await?.ok_or(Error::NotFound)?)
}

/// The same, of what was read. `Internal` where that is no whole document.
pub(super) fn opened(key: PageKey, parts: &Parts) -> Result<Opened> {
    if i64::try_from(parts.updates.len()).ok() != Some(parts.last_seq - parts.state_seq) {
        return Err(Error::internal(format!("the log of page {} has a gap", key.page_id)));
    }
    if parts.schema_version > SCHEMA_VERSION {
        return Err(Error::Conflict { current: Some(parts.schema_version) });
    }
    let bytes = parts.updates.iter().map(Vec::len).sum();
    let doc = doc::from_parts(&parts.state, &parts.updates)?;
    let watch = Watch::over(&doc).ok_or_else(|| Error::internal("a document cannot be watched"))?;
    Ok(Opened {
        doc,
        watch,
        epoch: parts.epoch,
        schema_version: parts.schema_version,
        last_seq: parts.last_seq,
        lines: parts.updates.len(),
        bytes,
        changed_at: parts.changed_at,
    })
}

/// A page's document as it stands within a transaction.
pub async fn current(tx: &mut TenantTx, page_id: PageId) -> Result<Opened> {
    let key = PageKey::within(tx, page_id);
    load(tx.conn(), key).await
}

/// What stands on a page within a transaction, to be read. Of one that cannot be loaded just that is said, as of one that
/// cannot be read: whoever looks for an earlier version, or takes other pages along, goes on.
pub async fn shown(tx: &mut TenantTx, page_id: PageId) -> Result<Document> {
    let key = PageKey::within(tx, page_id);
    let parts = store::log::parts(tx.conn(), key).await?.ok_or(Error::NotFound)?;
    match opened(key, &parts) {
        Ok(page) => Ok(readable(&page.doc, page_id)),
        Err(Error::Internal { .. }) => Ok(unreadable()),
        Err(error) => Err(error),
    }
}

/// A line of a page's log, as somebody else reads it.
#[derive(Debug)]
pub struct Written {
    pub seq: i64,
    /// Of the page, by now.
    pub epoch: i32,
    pub person_id: PersonId,
    pub data: Vec<u8>,
}

/// What was added to a page's log after line `after`.
pub async fn updates_after(db: &Db, key: PageKey, after: i64) -> Result<Vec<Written>> {
    let mut tx = db.system().await?;
    store::log::updates_after(tx.conn(), key, after).await
}

/// How far the logs of these pages go, in one look.
pub async fn log_ends(db: &Db, pages: &[PageKey]) -> Result<Vec<(PageKey, i64)>> {
    let mut tx = db.system().await?;
    store::log::ends(tx.conn(), pages).await
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

/// The versions of a page, the newest first, from before another one on.
pub async fn versions(
    db: &Db,
    actor: &Actor,
    page_id: PageId,
    before: Option<PageVersionId>,
    most: i64,
) -> Result<Vec<PageVersion>> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::SeeVersions, Which::Page(page_id)).await?;
    let key = PageKey { workspace_id: actor.workspace_id, page_id };
    store::versions::list(tx.conn(), key, before, most.clamp(1, 201)).await
}

/// A version of a page, and what stood there.
pub async fn version(
    db: &Db,
    actor: &Actor,
    page_id: PageId,
    version_id: PageVersionId,
) -> Result<(PageVersion, Document)> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::SeeVersions, Which::Page(page_id)).await?;
    let key = PageKey { workspace_id: actor.workspace_id, page_id };
    let version = store::versions::find(tx.conn(), key, version_id).await?.ok_or(Error::NotFound)?;
    let mut document = then(tx.conn(), key, version_id).await?;
    named::for_reader(&mut tx, actor, &mut [&mut document]).await?;
    Ok((version, document))
}

/// What changed between a version of a page and another one, or what stands there now.
pub async fn compare(
    db: &Db,
    actor: &Actor,
    page_id: PageId,
    from: PageVersionId,
    to: Option<PageVersionId>,
) -> Result<Vec<Row>> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::SeeVersions, Which::Page(page_id)).await?;
    let key = PageKey { workspace_id: actor.workspace_id, page_id };
    let mut before = then(tx.conn(), key, from).await?;
    let mut after = match to {
        Some(to) => then(tx.conn(), key, to).await?,
        None => shown(&mut tx, page_id).await?,
    };
    named::for_reader(&mut tx, actor, &mut [&mut before, &mut after]).await?;
    Ok(difference(&before, &after))
}

/// What changed on a page since the newest version that says something else than the page does now, and which one that
/// is. Where the newest ones all say the same, it is the first of them.
pub async fn last_difference(db: &Db, actor: &Actor, page_id: PageId) -> Result<Option<(PageVersionId, Vec<Row>)>> {
    /// So many at most are read: after a name was given, the second one differs already.
    const MOST: i64 = 10;
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::SeeVersions, Which::Page(page_id)).await?;
    let key = PageKey { workspace_id: actor.workspace_id, page_id };
    let mut now = shown(&mut tx, page_id).await?;
    named::for_reader(&mut tx, actor, &mut [&mut now]).await?;
    let mut newest = None;
    for version in store::versions::list(tx.conn(), key, None, MOST).await? {
        let mut before = then(tx.conn(), key, version.id).await?;
        named::for_reader(&mut tx, actor, &mut [&mut before]).await?;
        let rows = difference(&before, &now);
        if rows.iter().any(|row| row.kind != RowKind::Same) {
            return Ok(Some((version.id, rows)));
        }
        newest.get_or_insert((version.id, rows));
    }
    Ok(newest)
}

async fn then(conn: &mut PgConnection, key: PageKey, id: PageVersionId) -> Result<Document> {
    let state = store::versions::state(conn, key, id).await?.ok_or(Error::NotFound)?;
    Ok(doc::from_parts(&state, &[]).map_or_else(|_| unreadable(), |doc| readable(&doc, key.page_id)))
}

/// What stands in a document, to be read. Of one that holds what the schema does not know in its place, just that is said.
fn readable(doc: &Doc, page_id: PageId) -> Document {
    yjs::read(doc).unwrap_or_else(|misfit| {
        tracing::warn!(%page_id, %misfit, "a page cannot be read as what the schema knows");
        unreadable()
    })
}

fn unreadable() -> Document {
    let text = "This page could not be read by this version of the program.";
    Document { blocks: vec![Block::Paragraph(vec![Inline::text(text)])] }
}
