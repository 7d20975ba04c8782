//! How somebody keeps their inbox.

use super::{
    item::{Mark, Subjects, Until},
    policy::Action,
    queries::check,
    snooze::comes_back,
    store::{marks, shelves},
};
use crate::{
    Error, Result,
    actor::Actor,
    database::{Db, TenantTx},
    ids::PageId,
};
use time::OffsetDateTime;

/// Items that can be marked at once.
const MOST: usize = 500;

async fn begin(db: &Db, actor: &Actor) -> Result<TenantTx> {
    check(actor, Action::Tidy)?;
    db.tenant(actor).await
}

fn demand_few(about: &Subjects) -> Result<()> {
    if about.count() > MOST {
        Err(Error::invalid("tasks", format!("At most {MOST} tasks and pages at once.")))
    } else {
        Ok(())
    }
}

/// Marks what the actor was told about these. What they were not told of is passed over.
pub async fn mark(db: &Db, actor: &Actor, about: &Subjects, mark: Mark, now: OffsetDateTime) -> Result<()> {
    demand_few(about)?;
    let mut tx = begin(db, actor).await?;
    marks::mark(&mut tx, about, mark, now).await?;
    tx.commit_and_tell(vec![actor.person_id()]).await
}

/// Puts off what the actor was told about these. What happens on them meanwhile is news all the same.
pub async fn snooze(db: &Db, actor: &Actor, about: &Subjects, until: Until, now: OffsetDateTime) -> Result<()> {
    demand_few(about)?;
    let mut tx = begin(db, actor).await?;
    let zone = shelves::time_zone(&mut tx).await?;
    marks::snooze(&mut tx, about, comes_back(until, &zone, now)?).await?;
    tx.commit_and_tell(vec![actor.person_id()]).await
}

/// Who reads a page has read what they were told about it; answers whether any of it was news.
pub(crate) async fn read_page(tx: &mut TenantTx, page_id: PageId, now: OffsetDateTime) -> Result<bool> {
    marks::read_page(tx, page_id, now).await
}

/// Marks everything open as read; answers with what had news, so that it can be taken back.
pub async fn read_all(db: &Db, actor: &Actor, now: OffsetDateTime) -> Result<Subjects> {
    let mut tx = begin(db, actor).await?;
    let about = marks::read_all(&mut tx, now).await?;
    tx.commit_and_tell(vec![actor.person_id()]).await?;
    Ok(about)
}
