use super::{demand_version, record};
use crate::{
    Result,
    actor::Actor,
    database::Db,
    ids::PageId,
    wiki::{
        page::{PageSummary, parse_title},
        policy::Action,
        store::{
            access::{Which, load_for},
            pages,
        },
    },
};
use serde_json::json;
use time::OffsetDateTime;

/// Gives a page another title. `expected` is the version that the writer saw: who was slower is told, and nothing of
/// the other's is lost.
pub async fn rename_page(
    db: &Db,
    actor: &Actor,
    page_id: PageId,
    title: &str,
    expected: Option<i32>,
    now: OffsetDateTime,
) -> Result<PageSummary> {
    let title = parse_title(title)?;
    let mut tx = db.tenant(actor).await?;
    load_for(&mut tx, actor, Action::EditPage, Which::Page(page_id)).await?;
    let (version, before) = pages::lock(&mut tx, page_id).await?;
    demand_version(version, expected)?;
    if before == title {
        return pages::summary(&mut tx, page_id).await;
    }
    pages::rename(&mut tx, page_id, &title, now).await?;
    let summary = pages::summary(&mut tx, page_id).await?;
    let data = json!({ "title": title, "from": before, "number": summary.number });
    record(&mut tx, "page.renamed", page_id.uuid(), data).await?;
    tx.commit().await?;
    Ok(summary)
}
