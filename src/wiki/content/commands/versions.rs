use super::{
    edit::{edit, locked},
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
            Opened, PageKey, SCHEMA_VERSION, State, doc,
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
    keep(&mut tx, key.page_id, kind, state, people, now).await?;
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
/// and how the page stood before is a version of its own, which is returned: nothing where the page says it already.
pub async fn restore_version(
    db: &Db,
    actor: &Actor,
    page_id: PageId,
    version_id: PageVersionId,
    now: OffsetDateTime,
) -> Result<Option<PageVersionId>> {
    let mut tx = db.tenant(actor).await?;
    load_for(&mut tx, actor, Action::ChangeVersions, Which::Page(page_id)).await?;
    let page = locked(&mut tx, page_id).await?;
    let key = PageKey::within(&tx, page_id);
    let then = store::versions::state(tx.conn(), key, version_id).await?.ok_or(Error::NotFound)?;
    let then = read(&doc::from_parts(&then, &[])?)?;
    if read(&page.doc).is_ok_and(|now| now == then) {
        return Ok(None);
    }
    let state = State::of(&page.doc)?;
    let before = keep(&mut tx, page_id, VersionKind::Restore, &state, &[actor.person_id()], now).await?;
    edit(&mut tx, &page, page_id, now, |change| {
        yjs::apply_difference(change, &then, Threads::Replace).map_err(Error::internal)
    })
    .await?;
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
    let page: Opened = locked(tx, page_id).await?;
    let before = State::of(&page.doc)?;
    let person_id = tx.person_id();
    keep(tx, page_id, kind, &before, &[person_id], now).await?;
    let key = PageKey::within(tx, page_id);
    store::log::begin_epoch(tx.conn(), key, SCHEMA_VERSION, state, now).await?;
    store::log::remove_until(tx.conn(), key, page.last_seq).await?;
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
    state: &State,
    people: &[PersonId],
    now: OffsetDateTime,
) -> Result<PageVersionId> {
    let new = NewVersion { id: PageVersionId::new(), kind, name: None, state: state.bytes(), people, at: now };
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
