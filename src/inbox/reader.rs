//! Follows the log of a workspace and tells those whom an event concerns.
//!
//! The cursor moves in the transaction that writes what people are told. Readers of one workspace wait for one another
//! on its row: whoever waited sees every event that was committed before its turn, so that nothing lies unread until
//! somebody happens to look.

use super::{
    concern::{Event, concerned, concerned_by_page},
    reason::Reason,
    store::{
        notifications::{self, New},
        pages::{self, NewOnPage},
    },
};
use crate::{
    Result, boards,
    database::{Db, TenantTx},
    ids::{PersonId, TaskId, WorkspaceId},
};
use std::collections::HashMap;
use uuid::Uuid;

/// Events read in one transaction.
const BATCH: i64 = 500;

/// The workspaces whose log goes further than it was read.
pub async fn behind(db: &Db) -> Result<Vec<WorkspaceId>> {
    let mut tx = db.system().await?;
    notifications::behind(tx.conn()).await
}

/// Reads a workspace's log to its end, and tells. Doing it twice, or at two servers at once, does it once.
pub async fn catch_up(db: &Db, workspace_id: WorkspaceId) -> Result<()> {
    while read_on(db, workspace_id).await? {}
    Ok(())
}

/// Whether there may be more.
async fn read_on(db: &Db, workspace_id: WorkspaceId) -> Result<bool> {
    let mut tx = db.tenant_as(workspace_id, PersonId(Uuid::nil())).await?;
    let read = notifications::take_turn(&mut tx).await?;
    let events = notifications::events_after(&mut tx, read, BATCH).await?;
    let Some(last) = events.last().map(|event| event.seq) else { return Ok(false) };
    let told = tell(&mut tx, &events).await?;
    notifications::advance(&mut tx, last).await?;
    tx.commit_and_tell(told).await?;
    Ok(i64::try_from(events.len()) == Ok(BATCH))
}

/// Writes down who is told what; answers with whose inbox is another now.
async fn tell(tx: &mut TenantTx, events: &[Event]) -> Result<Vec<PersonId>> {
    let mut told = tell_of_tasks(tx, events).await?;
    told.extend(tell_of_pages(tx, events).await?);
    told.sort_unstable();
    told.dedup();
    Ok(told)
}

async fn tell_of_pages(tx: &mut TenantTx, events: &[Event]) -> Result<Vec<PersonId>> {
    let mut new = Vec::new();
    for event in events {
        let Some(page_id) = event.page() else { continue };
        let (comment_id, seq, at) = (event.page_comment_id(), event.seq, event.at);
        let told = concerned_by_page(event).into_iter();
        new.extend(told.map(|(person_id, reason)| NewOnPage { person_id, page_id, comment_id, reason, seq, at }));
    }
    if new.is_empty() { Ok(Vec::new()) } else { pages::insert(tx, &new).await }
}

async fn tell_of_tasks(tx: &mut TenantTx, events: &[Event]) -> Result<Vec<PersonId>> {
    let mut tasks: Vec<TaskId> = events.iter().flat_map(Event::tasks).collect();
    tasks.sort_unstable();
    tasks.dedup();
    if tasks.is_empty() {
        return Ok(Vec::new());
    }
    let mut watchers: HashMap<TaskId, Vec<PersonId>> = HashMap::new();
    for (task_id, person) in boards::watchers_of(tx, &tasks).await? {
        watchers.entry(task_id).or_default().push(person.id);
    }
    let mut new: Vec<New> = Vec::new();
    for event in events {
        for task_id in event.tasks() {
            let watching = watchers.get(&task_id).map(Vec::as_slice).unwrap_or_default();
            let told = concerned(event, task_id, watching).into_iter();
            new.extend(told.map(|(person_id, reason)| note(event, task_id, person_id, reason)));
        }
    }
    notifications::insert(tx, &new).await
}

fn note(event: &Event, task_id: TaskId, person_id: PersonId, reason: Reason) -> New {
    New { person_id, task_id, comment_id: event.comment_id(), reason, seq: event.seq, at: event.at }
}
