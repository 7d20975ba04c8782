use super::{
    place::{Place, demand_room, rank_at, shorten, target},
    record,
};
use crate::{
    Result,
    actor::Actor,
    database::{Db, TenantTx},
    idempotency::{self, Once},
    ids::{PageId, PageTemplateId},
    wiki::{
        content,
        page::{PageSummary, parse_title},
        policy::Action,
        store::{
            access::{PageRow, Which, load_for},
            contents::{self, Content},
            pages, templates, tree,
        },
    },
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::OffsetDateTime;

#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPage {
    /// Up to 200 characters; a page may begin without a title.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub title: String,
    #[serde(default)]
    pub place: Place,
    /// What it begins with; nothing without one.
    #[serde(default)]
    pub template_id: Option<PageTemplateId>,
}

/// Makes a page, with the document that everybody will write in.
pub async fn create_page(
    db: &Db,
    actor: &Actor,
    new: NewPage,
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<PageSummary> {
    let title = parse_title(&new.title)?;
    let mut tx = db.tenant(actor).await?;
    let id = PageId::new();
    let target = target(&mut tx, actor, &new.place).await?;
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        let earlier = load_for(&mut tx, actor, Action::View, Which::Page(earlier.into())).await?;
        return pages::summary(&mut tx, earlier.page.id).await;
    }
    tree::lock(&mut tx, &[target.space_id]).await?;
    // What was loaded before the lock may have gone elsewhere meanwhile.
    let target = super::place::target(&mut tx, actor, &new.place).await?;
    demand_room(&mut tx, &target, id, 1).await?;
    let page = PageRow {
        id,
        number: pages::next_number(&mut tx).await?,
        space_id: target.space_id,
        parent_id: target.parent_id,
        access_id: target.access_id,
        rank: rank_at(&mut tx, &target, &new.place, id).await?,
        title,
        version: 1,
        trashed_with: None,
    };
    let content = match new.template_id {
        Some(id) => Some(templates::content(&mut tx, id, target.space_id).await?),
        None => None,
    };
    begin(&mut tx, &page, content.as_ref(), now).await?;
    shorten(&mut tx, &target, &page.rank).await?;
    let summary = pages::summary(&mut tx, id).await?;
    let data = json!({ "title": page.title, "number": page.number });
    record(&mut tx, "page.created", id.uuid(), data).await?;
    tx.commit().await?;
    Ok(summary)
}

/// Writes the row of a page and what stands on it from the first.
pub async fn begin(tx: &mut TenantTx, page: &PageRow, content: Option<&Content>, now: OffsetDateTime) -> Result<()> {
    pages::insert(tx, page, now).await?;
    if let Some(content) = content {
        contents::insert(tx, page.id, content).await?;
        content::derive(tx, page.id).await
    } else {
        contents::insert(tx, page.id, &Content::empty()).await?;
        contents::insert_empty_text(tx, page.id).await
    }
}
