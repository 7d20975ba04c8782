use super::{
    place::{Target, demand_room, rank_at, shorten, target},
    record,
};
use crate::{
    Error, Result,
    actor::Actor,
    database::{Db, TenantTx},
    idempotency::{self, Once},
    ids::PageId,
    wiki::{
        page::PageSummary,
        policy::Action,
        store::{
            access::{PageRow, Which, WhichSpace, load_for, load_space_for},
            pages,
            tree::{self, Placed},
        },
    },
};
use serde_json::json;

pub use super::place::Place;

/// Puts a page, with all below it, in another place. It wants the right to edit where the page was and where it goes.
pub async fn move_page(db: &Db, actor: &Actor, page_id: PageId, to: Place, once: Option<&Once>) -> Result<PageSummary> {
    let mut tx = db.tenant(actor).await?;
    let before = load_for(&mut tx, actor, Action::MovePage, Which::Page(page_id)).await?.page;
    if idempotency::claim(&mut tx, once, page_id.uuid()).await?.is_some() {
        return pages::summary(&mut tx, page_id).await;
    }
    let goal = target(&mut tx, actor, &to).await?;
    tree::lock(&mut tx, &[before.space_id, goal.space_id]).await?;
    // What was loaded before the lock may have gone elsewhere meanwhile.
    let page = load_for(&mut tx, actor, Action::MovePage, Which::Page(page_id)).await?.page;
    let goal_now = target(&mut tx, actor, &to).await?;
    if (page.space_id, goal_now.space_id) != (before.space_id, goal.space_id) {
        return Err(Error::Busy { retry_after_seconds: 1 });
    }
    demand_edit_above(&mut tx, actor, &page).await?;
    let height = tree::lineage(&mut tx, page_id).await?.height;
    demand_room(&mut tx, &goal_now, page_id, height).await?;
    if stays(&mut tx, &page, &goal_now, &to).await? {
        return pages::summary(&mut tx, page_id).await;
    }
    let rank = rank_at(&mut tx, &goal_now, &to, page_id).await?;
    let place = Placed { space_id: goal_now.space_id, parent_id: goal_now.parent_id, rank: &rank };
    tree::place(&mut tx, page_id, &place).await?;
    shorten(&mut tx, &goal_now, &rank).await?;
    let summary = pages::summary(&mut tx, page_id).await?;
    let data = json!({
        "title": page.title,
        "number": page.number,
        "left": (page.space_id != goal_now.space_id).then_some(page.space_id),
        "within": page.parent_id == goal_now.parent_id && page.space_id == goal_now.space_id,
    });
    record(&mut tx, "page.moved", page_id.uuid(), data).await?;
    tx.commit().await?;
    Ok(summary)
}

/// A page is also taken away from where it was.
async fn demand_edit_above(tx: &mut TenantTx, actor: &Actor, page: &PageRow) -> Result<()> {
    let above = match page.parent_id {
        Some(parent_id) => load_for(tx, actor, Action::CreatePage, Which::Page(parent_id)).await.map(drop),
        None => load_space_for(tx, actor, Action::CreatePage, WhichSpace::Id(page.space_id)).await.map(drop),
    };
    above.map_err(|refusal| if refusal == Error::NotFound { Error::Forbidden } else { refusal })
}

/// Whether the page is where it should go.
async fn stays(tx: &mut TenantTx, page: &PageRow, to: &Target, place: &Place) -> Result<bool> {
    if (page.space_id, page.parent_id) != (to.space_id, to.parent_id) {
        return Ok(false);
    }
    let siblings = tree::siblings(tx, to.space_id, to.parent_id, page.id).await?;
    let (low, high) = crate::wiki::tree::neighbours(&siblings, place.after, place.before);
    Ok(low.is_none_or(|low| low < page.rank.as_str()) && high.is_none_or(|high| page.rank.as_str() < high))
}
