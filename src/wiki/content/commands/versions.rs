use super::{
    edit::{edit, lock, locked},
    texts::derive,
};
use crate::{
    Error, Result,
    actor::Actor,
    database::{Db, TenantTx},
    idempotency::{self, Once},
    ids::{PageId, PageVersionId, PersonId},
    wiki::{
        commands::record,
        content::{
            Opened, PageKey, SCHEMA_VERSION, State, doc, queries,
            store::{self, versions::NewVersion},
        },
        document::yjs::{self, Threads},
        policy::Action,
        store::access::{Which, load_for},
        version::{PageVersion, VersionKind},
    },
};
use serde_json::json;
use time::OffsetDateTime;
use yrs::Doc;

/// Keeps how a page stands by itself, as the process does that has it open: after a while of writing, or before much is
/// merged. `people` wrote since the last version; `keeper` is somebody who may see the page now, which they may not any
/// more.
pub async fn keep_version(
    db: &Db,
    key: PageKey,
    keeper: PersonId,
    kind: VersionKind,
    state: &State,
    people: &[PersonId],
    now: OffsetDateTime,
) -> Result<()> {
    let mut tx = db.tenant_as(key.workspace_id, keeper).await?;
    keep(&mut tx, key.page_id, kind, None, state.bytes(), people, now).await?;
    tx.commit().await
}

/// Keeps how a page stands under a name, for good.
pub async fn name_version(
    db: &Db,
    actor: &Actor,
    page_id: PageId,
    name: &str,
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<PageVersion> {
    let name = name.trim();
    if !(1..=100).contains(&name.chars().count()) {
        return Err(Error::invalid("name", "A version has a name of 1 to 100 characters."));
    }
    let mut tx = db.tenant(actor).await?;
    load_for(&mut tx, actor, Action::ChangeVersions, Which::Page(page_id)).await?;
    let key = PageKey::within(&tx, page_id);
    let id = PageVersionId::new();
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return store::versions::find(tx.conn(), key, earlier.into()).await?.ok_or(Error::NotFound);
    }
    let page = locked(&mut tx, page_id).await?;
    let state = State::of(&page.doc)?;
    let new = NewVersion {
        id,
        kind: VersionKind::Named,
        name: Some(name),
        state: state.bytes(),
        people: &[actor.person_id()],
        at: now,
    };
    store::versions::insert(tx.conn(), key, &new).await?;
    let version = store::versions::find(tx.conn(), key, id).await?.ok_or(Error::NotFound)?;
    record(&mut tx, "page.version_named", page_id.uuid(), json!({ "title": version.title, "name": name })).await?;
    tx.commit().await?;
    Ok(version)
}

/// Makes a page say again what it said then. It is an edit like any other: what is open follows, it can be taken back,
/// and how the page stood before is a version of its own, which is returned: nothing where the page says it already. A page
/// that could not be loaded, or stored, begins anew with it; then the version is what could be loaded of it.
pub async fn restore_version(
    db: &Db,
    actor: &Actor,
    page_id: PageId,
    version_id: PageVersionId,
    now: OffsetDateTime,
) -> Result<Option<PageVersionId>> {
    let mut tx = db.tenant(actor).await?;
    load_for(&mut tx, actor, Action::ChangeVersions, Which::Page(page_id)).await?;
    let stored = stored(&mut tx, page_id).await?;
    let key = PageKey::within(&tx, page_id);
    let state = store::versions::state(tx.conn(), key, version_id).await?.ok_or(Error::NotFound)?;
    let then = doc::from_parts(&state, &[])
        .map_err(|_| Error::invalid("", "This version cannot be loaded. Nothing was changed."))?;
    let then = read(&then)?;
    if stored.page.as_ref().is_some_and(|page| read(&page.doc).is_ok_and(|now| now == then)) {
        return Ok(None);
    }
    let before = keep_stored(&mut tx, page_id, VersionKind::Restore, &stored, now).await?;
    if let Some(page) = &stored.page {
        edit(&mut tx, page, page_id, now, |change| {
            yjs::apply_difference(change, &then, Threads::Replace).map_err(Error::internal)
        })
        .await?;
    } else {
        begin_anew(&mut tx, page_id, &state, stored.last_seq, now).await?;
    }
    let title = store::versions::title(tx.conn(), key).await?;
    record(&mut tx, "page.version_restored", page_id.uuid(), json!({ "title": title })).await?;
    tx.commit().await?;
    Ok(Some(before))
}

/// Writes a page anew, by somebody who may change its versions.
pub async fn rewrite_page(db: &Db, actor: &Actor, page_id: PageId, state: &[u8], now: OffsetDateTime) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let access = load_for(&mut tx, actor, Action::ChangeVersions, Which::Page(page_id)).await?;
    // Nothing takes the place of a page that is none.
    read(&doc::from_parts(state, &[])?)?;
    rewrite(&mut tx, page_id, VersionKind::Rewrite, state, now).await?;
    record(&mut tx, "page.rewritten", page_id.uuid(), json!({ "title": access.page.title })).await?;
    tx.commit().await
}

/// Puts another document in the place of a page's: a new epoch begins, which nobody merges into from the old one. How it
/// stood is a version. Whether the actor may is the caller's to ask.
pub async fn rewrite(
    tx: &mut TenantTx,
    page_id: PageId,
    kind: VersionKind,
    state: &[u8],
    now: OffsetDateTime,
) -> Result<()> {
    let stored = stored(tx, page_id).await?;
    keep_stored(tx, page_id, kind, &stored, now).await?;
    begin_anew(tx, page_id, state, stored.last_seq, now).await
}

/// A page as versions keep it.
struct Stored {
    /// Nothing where it cannot be loaded, or stored again, as it is.
    page: Option<Opened>,
    /// Of what could be loaded, if anything could.
    state: Option<State>,
    /// Where that is not all, everything there is.
    parts: Option<Vec<u8>>,
    last_seq: i64,
}

/// How a page stands under the lock of its log, for who puts something else in its place. Of one that cannot be loaded it
/// is what can be. Of one that could not be written down, as numbers in it may be too large for that, what it says is
/// written anew.
async fn stored(tx: &mut TenantTx, page_id: PageId) -> Result<Stored> {
    lock(tx, page_id).await?;
    let key = PageKey::within(tx, page_id);
    let parts = store::log::parts(tx.conn(), key).await?.ok_or(Error::NotFound)?;
    let last_seq = parts.last_seq;
    let state = match queries::opened(key, &parts) {
        Ok(page) => match State::of(&page.doc) {
            Ok(state) => return Ok(Stored { page: Some(page), state: Some(state), parts: None, last_seq }),
            Err(_) => read(&page.doc).and_then(|document| State::of(&yjs::write(&document))).ok(),
        },
        Err(Error::Internal { .. }) => {
            doc::what_loads(&parts.state, &parts.updates).and_then(|doc| State::of(&doc).ok())
        }
        Err(error) => return Err(error),
    };
    let kept = doc::kept_parts(&parts.state, &parts.updates);
    Ok(Stored { page: None, state, parts: Some(kept), last_seq })
}

/// The version to go back to, and another one, for good, of everything where that is not all.
async fn keep_stored(
    tx: &mut TenantTx,
    page_id: PageId,
    kind: VersionKind,
    stored: &Stored,
    now: OffsetDateTime,
) -> Result<PageVersionId> {
    let people = [tx.person_id()];
    let mut kept = None;
    if let Some(parts) = &stored.parts {
        let name = Some("What could not be loaded");
        kept = Some(keep(tx, page_id, VersionKind::Named, name, parts, &people, now).await?);
    }
    if let Some(state) = &stored.state {
        kept = Some(keep(tx, page_id, kind, None, state.bytes(), &people, now).await?);
    }
    kept.ok_or_else(|| Error::internal("a page was kept as nothing"))
}

/// Begins another epoch with this state. The log is given up until line `last_seq`.
async fn begin_anew(
    tx: &mut TenantTx,
    page_id: PageId,
    state: &[u8],
    last_seq: i64,
    now: OffsetDateTime,
) -> Result<()> {
    let (key, person_id) = (PageKey::within(tx, page_id), tx.person_id());
    store::log::begin_epoch(tx.conn(), key, SCHEMA_VERSION, state, now).await?;
    store::log::remove_until(tx.conn(), key, last_seq).await?;
    store::clients::forget(tx.conn(), key).await?;
    store::log::touch_page(tx.conn(), key, person_id, now).await?;
    derive(tx, page_id).await?;
    tx.wrote(page_id);
    Ok(())
}

async fn keep(
    tx: &mut TenantTx,
    page_id: PageId,
    kind: VersionKind,
    name: Option<&str>,
    state: &[u8],
    people: &[PersonId],
    now: OffsetDateTime,
) -> Result<PageVersionId> {
    let new = NewVersion { id: PageVersionId::new(), kind, name, state, people, at: now };
    let key = PageKey::within(tx, page_id);
    store::versions::insert(tx.conn(), key, &new).await?;
    Ok(new.id)
}

fn read(doc: &Doc) -> Result<crate::wiki::document::Document> {
    yjs::read(doc).map_err(|misfit| {
        Error::invalid(
            "",
            format!("This page holds something that cannot be read here ({misfit}). Nothing was changed."),
        )
    })
}
