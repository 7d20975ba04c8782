use super::moment;
use crate::{
    Error, Result,
    actor::Actor,
    database::{Db, TenantTx},
    ids::PageId,
    wiki::{
        linked,
        page::{Named, PageInTrash, PageRef, PageText, PageView},
        policy::Action,
        store::{
            access::{PageRow, Which, load_for},
            lines, references, views,
        },
    },
    workspace::Visit,
};
use time::OffsetDateTime;

/// A page to be read.
pub async fn page(db: &Db, actor: &Actor, which: Which, now: OffsetDateTime) -> Result<PageView> {
    page_on(&mut Visit { actor: *actor, tx: db.view(actor).await? }, which, now).await
}

/// The same, on a visit.
pub async fn page_on(visit: &mut Visit, which: Which, now: OffsetDateTime) -> Result<PageView> {
    let Visit { actor, tx } = visit;
    let access = load_for(tx, actor, Action::View, which).await?;
    let id = access.page.id;
    let read = views::read(tx, id, now).await?;
    let breadcrumbs = lines::breadcrumbs(tx, id).await?;
    let zone = read.zone.as_deref().unwrap_or("UTC");
    let named = references::from(tx, actor, id).await?;
    Ok(PageView {
        id,
        number: access.page.number,
        space_id: access.page.space_id,
        space: views::space(tx, access.page.space_id).await?,
        parent_id: breadcrumbs.last().map(|parent| parent.id),
        breadcrumbs,
        version: access.page.version,
        archived: access.archived,
        level: access.standing.level,
        can: access.can(),
        own_access: access.page.access_id == id.uuid(),
        epoch: read.epoch,
        schema: read.schema_version,
        outline: serde_json::from_value(read.outline).unwrap_or_default(),
        html: for_reader(tx, read.html, &named).await?,
        named,
        words: read.words,
        current: read.text_seq == Some(read.last_seq),
        tags: views::tags(tx, id).await?,
        open_threads: read.open_threads,
        favourite: read.favourite,
        children: lines::children(tx, id).await?,
        backlinks: references::to_page(tx, id).await?,
        created: moment(zone, read.created_at, now),
        created_by: read.created_by,
        updated: moment(zone, read.updated_at, now),
        updated_by: read.updated_by,
        text_seq: read.text_seq.unwrap_or_default(),
        seen: read.seen,
        title: access.page.title,
    })
}

/// Gives what a text refers to the name that it has now, and none where its reader does not see it: it is kept with what
/// each was called when somebody wrote that down.
async fn for_reader(tx: &mut TenantTx, html: String, named: &Named) -> Result<String> {
    if linked::refers(&html) { Ok(linked::linked(&views::slug(tx).await?, &html, named)) } else { Ok(html) }
}

/// A page that is in the trash, for whoever may bring it back.
pub async fn in_trash_on(visit: &mut Visit, which: Which) -> Result<PageInTrash> {
    let Visit { actor, tx } = visit;
    let page = load_for(tx, actor, Action::RestorePage, which).await?.page;
    let top = page.trashed_with.ok_or(Error::NotFound)?;
    let with = if top == page.id {
        None
    } else {
        Some(named(load_for(tx, actor, Action::RestorePage, Which::Page(top)).await?.page))
    };
    Ok(PageInTrash { space: views::space(tx, page.space_id).await?, page: named(page), with })
}

fn named(page: PageRow) -> PageRef {
    PageRef { id: page.id, number: page.number, title: page.title }
}

/// The text of a page alone, for whoever has the rest of it on the screen.
pub async fn text_on(visit: &mut Visit, page_id: PageId, now: OffsetDateTime) -> Result<PageText> {
    let Visit { actor, tx } = visit;
    load_for(tx, actor, Action::View, Which::Page(page_id)).await?;
    let read = views::read(tx, page_id, now).await?;
    let named = references::from(tx, actor, page_id).await?;
    Ok(PageText {
        outline: serde_json::from_value(read.outline).unwrap_or_default(),
        words: read.words,
        updated: moment(read.zone.as_deref().unwrap_or("UTC"), read.updated_at, now),
        updated_by: read.updated_by,
        epoch: read.epoch,
        seq: read.text_seq.unwrap_or_default(),
        current: read.text_seq == Some(read.last_seq),
        html: for_reader(tx, read.html, &named).await?,
    })
}
