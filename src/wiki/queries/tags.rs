use super::{MOST_LINES, lists::line};
use crate::{
    Result,
    actor::Actor,
    boards,
    database::{Db, TenantTx},
    ids::{TagId, TaskId},
    wiki::{
        page::PageLine,
        store::{lines, tags as store, views},
        tag::{Tag, TagUse, Tagged, parse_name},
    },
};
use time::OffsetDateTime;

/// The tags of the workspace by name, with how much the actor finds by each.
pub async fn tags(db: &Db, actor: &Actor) -> Result<Vec<TagUse>> {
    let mut tx = db.view(actor).await?;
    store::list(&mut tx, actor).await
}

pub async fn task_tags(db: &Db, actor: &Actor, task_id: TaskId) -> Result<Vec<Tag>> {
    let mut tx = db.view(actor).await?;
    boards::load_for(&mut tx, actor, boards::policy::Action::View, boards::Which::Task(task_id)).await?;
    store::of_task(&mut tx, task_id).await
}

/// The pages with a tag, as far as the actor sees them, the newest first.
pub async fn tagged_pages(db: &Db, actor: &Actor, tag: TagId, now: OffsetDateTime) -> Result<Vec<PageLine>> {
    let mut tx = db.view(actor).await?;
    pages(&mut tx, tag, now).await
}

async fn pages(tx: &mut TenantTx, tag: TagId, now: OffsetDateTime) -> Result<Vec<PageLine>> {
    let zone = views::time_zone(tx).await?;
    let rows = lines::list(tx, lines::List::Tagged(tag), MOST_LINES).await?;
    Ok(rows.into_iter().map(|row| line(row, &zone, now)).collect())
}

/// What goes by the tag of this name, in small and capital letters alike, as far as the actor sees it. By a tag that
/// there is not nothing is found.
pub async fn tagged(db: &Db, actor: &Actor, name: &str, now: OffsetDateTime) -> Result<Tagged> {
    let Ok(name) = parse_name(name) else { return Ok(Tagged::default()) };
    let mut tx = db.view(actor).await?;
    let Some(tag) = store::named(&mut tx, &[name]).await?.pop() else { return Ok(Tagged::default()) };
    let tasks = store::tasks(&mut tx, actor, tag.id, MOST_LINES).await?;
    Ok(Tagged { pages: pages(&mut tx, tag.id, now).await?, tasks })
}
