//! How somebody keeps their inbox.

use super::{
    item::{Mark, Until},
    policy::Action,
    queries::check,
    snooze::comes_back,
    store::{marks, pages, shelves},
};
use crate::{
    Error, Result,
    actor::Actor,
    database::{Db, TenantTx},
    ids::{PageId, TaskId},
};
use time::OffsetDateTime;

/// Items that can be marked at once.
const MOST: usize = 500;

async fn begin(db: &Db, actor: &Actor) -> Result<TenantTx> {
    check(actor, Action::Tidy)?;
    db.tenant(actor).await
}

fn demand_few(tasks: &[TaskId]) -> Result<()> {
    if tasks.len() > MOST { Err(Error::invalid("tasks", format!("At most {MOST} tasks at once."))) } else { Ok(()) }
}

/// Marks what the actor was told about these tasks. What they were not told of is passed over.
pub async fn mark(db: &Db, actor: &Actor, tasks: &[TaskId], mark: Mark, now: OffsetDateTime) -> Result<()> {
    demand_few(tasks)?;
    let mut tx = begin(db, actor).await?;
    marks::mark(&mut tx, tasks, mark, now).await?;
    tx.commit_and_tell(vec![actor.person_id()]).await
}

/// Marks what the actor was told about these pages. What they were not told of is passed over.
pub async fn mark_pages(db: &Db, actor: &Actor, about: &[PageId], mark: Mark, now: OffsetDateTime) -> Result<()> {
    if about.len() > MOST {
        return Err(Error::invalid("pages", format!("At most {MOST} pages at once.")));
    }
    let mut tx = begin(db, actor).await?;
    pages::mark(&mut tx, about, mark, now).await?;
    tx.commit_and_tell(vec![actor.person_id()]).await
}

/// Puts off what the actor was told about these tasks. What happens on them meanwhile is news all the same.
pub async fn snooze(db: &Db, actor: &Actor, tasks: &[TaskId], until: Until, now: OffsetDateTime) -> Result<()> {
    demand_few(tasks)?;
    let mut tx = begin(db, actor).await?;
    let zone = shelves::time_zone(&mut tx).await?;
    marks::snooze(&mut tx, tasks, comes_back(until, &zone, now)?).await?;
    tx.commit_and_tell(vec![actor.person_id()]).await
}

/// Marks everything open as read; answers with the tasks that had news, so that it can be taken back.
pub async fn read_all(db: &Db, actor: &Actor, now: OffsetDateTime) -> Result<Vec<TaskId>> {
    let mut tx = begin(db, actor).await?;
    let tasks = marks::read_all(&mut tx, now).await?;
    tx.commit_and_tell(vec![actor.person_id()]).await?;
    Ok(tasks)
}
