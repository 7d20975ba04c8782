use super::{MOST_LINES, lists::line};
use crate::{
    Result,
    actor::Actor,
    boards,
    database::Db,
    ids::{TagId, TaskId},
    wiki::{
        page::PageLine,
        store::{lines, tags as store, views},
        tag::{Tag, TagUse},
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
    let zone = views::time_zone(&mut tx).await?;
    let rows = lines::list(&mut tx, lines::List::Tagged(tag), MOST_LINES).await?;
    Ok(rows.into_iter().map(|row| line(row, &zone, now)).collect())
}
