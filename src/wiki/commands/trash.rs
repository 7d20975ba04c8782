use super::{
    place::{Place, Target, rank_at},
    record,
};
use crate::{
    Error, Result,
    actor::Actor,
    database::{Db, TenantTx},
    ids::PageId,
    wiki::{
        page::PageSummary,
        policy::Action,
        store::{
            access::{PageRow, Which, load_for},
            pages,
            tree::{self, Placed},
        },
    },
};
use serde_json::json;

/// Puts a page, with all below it, in the trash. Doing it twice does it once.
pub async fn trash_page(db: &Db, actor: &Actor, page_id: PageId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let page = lock(&mut tx, actor, Action::TrashPage, page_id).await?;
    if page.trashed_with.is_some() {
        return Ok(());
    }
    let pages = tree::trash(&mut tx, &[page_id]).await?;
    let data = json!({ "title": page.title, "number": page.number, "pages": pages });
    record(&mut tx, "page.trashed", page_id.uuid(), data).await?;
    tx.commit().await
}

/// Takes a page out of the trash, with all that went there with it: to where it was, or to the top of its space where
/// the page above it is in the trash itself. A page that is not there stays as it is.
pub async fn restore_page(db: &Db, actor: &Actor, page_id: PageId) -> Result<PageSummary> {
    let mut tx = db.tenant(actor).await?;
    let asked = load_for(&mut tx, actor, Action::RestorePage, Which::Page(page_id)).await?.page;
    let page = lock(&mut tx, actor, Action::RestorePage, asked.trashed_with.unwrap_or(page_id)).await?;
    if page.trashed_with.is_none() {
        return pages::summary(&mut tx, page_id).await;
    }
    find_place(&mut tx, &page).await?;
    let restored = tree::restore(&mut tx, page.id).await?;
    let summary = pages::summary(&mut tx, page_id).await?;
    let data = json!({ "title": page.title, "number": page.number, "pages": restored });
    record(&mut tx, "page.restored", page.id.uuid(), data).await?;
    tx.commit().await?;
    Ok(summary)
}

/// Where the page above is in the trash, the page goes to the top, unless more people would see it there.
async fn find_place(tx: &mut TenantTx, page: &PageRow) -> Result<()> {
    let Some(parent_id) = page.parent_id else { return Ok(()) };
    let above = tree::above(tx, parent_id).await?;
    if !above.trashed {
        return Ok(());
    }
    let top = Target { space_id: page.space_id, parent_id: None, access_id: page.space_id.uuid() };
    if above.access_id != top.access_id {
        return Err(Error::invalid(
            "",
            "The page above this one is in the trash as well, and says who may see it. Restore that one first.",
        ));
    }
    let rank = rank_at(tx, &top, &Place::default(), page.id).await?;
    tree::place(tx, page.id, &Placed { space_id: top.space_id, parent_id: None, rank: &rank }).await
}

/// Takes a page in the trash away for good, with all below it.
pub async fn delete_page(db: &Db, actor: &Actor, page_id: PageId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let page = lock(&mut tx, actor, Action::DeletePage, page_id).await?;
    if page.trashed_with.is_none() {
        return Err(Error::invalid("", "Put this page in the trash first."));
    }
    let pages = tree::delete(&mut tx, page_id).await?;
    let data = json!({ "title": page.title, "number": page.number, "pages": pages });
    record(&mut tx, "page.deleted", page_id.uuid(), data).await?;
    tx.commit().await
}

/// Loads a page under the lock of its space.
async fn lock(tx: &mut TenantTx, actor: &Actor, action: Action, page_id: PageId) -> Result<PageRow> {
    let before = load_for(tx, actor, action, Which::Page(page_id)).await?.page;
    tree::lock(tx, &[before.space_id]).await?;
    let page = load_for(tx, actor, action, Which::Page(page_id)).await?.page;
    if page.space_id == before.space_id { Ok(page) } else { Err(Error::Busy { retry_after_seconds: 1 }) }
}
