use super::{counted, parse_note, say};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{Which, demand, find_task, load_for, policy::Action},
    clock,
    database::{Db, Happening, TenantTx},
    day::Day,
    ids::{TaskId, TimeEntryId},
    time_tracking::{
        Running, TimeEntry,
        queries::{as_entry, as_running},
        store::{self, EntryRow, NewEntryRow},
    },
};
use serde_json::json;
use time::OffsetDateTime;

/// Starts the actor's timer on a task, and stops the one that runs. On the same task it simply goes on.
pub async fn start_timer(db: &Db, actor: &Actor, task_id: TaskId, note: &str, now: OffsetDateTime) -> Result<Running> {
    let note = parse_note(note)?;
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::TrackTime, Which::Task(task_id)).await?.project;
    store::take_turn(&mut tx).await?;
    let task = find_task(&mut tx, task_id).await?;
    if task.archived {
        return Err(Error::invalid("", "This task is archived. Restore it to work on it."));
    }
    let before = store::running(&mut tx).await?;
    if let Some(running) = before.as_ref().filter(|running| running.task_id == task_id) {
        return Ok(as_running(running.clone(), true, now));
    }
    if let Some(running) = &before {
        close(&mut tx, running, now).await?;
    }
    let day = Day(clock::today_in(&store::time_zone(&mut tx).await?, now));
    let row = NewEntryRow { id: TimeEntryId::new(), task_id, day, minutes: None, started_at: Some(now), note };
    store::insert(&mut tx, &row).await?;
    let entry = store::lock(&mut tx, row.id).await?;
    let stopped = before.as_ref().map(|running| running.id);
    // The card of another project's task is none of this board's.
    let also = before.iter().filter(|running| running.project_id == project.id).map(|running| running.task_id);
    let also: Vec<_> = also.collect();
    let data = json!({
        "key": entry.key(), "title": entry.title, "entry_id": entry.id, "stopped": stopped, "also": also,
    });
    let what = Happening { kind: "time.started", project_id: Some(project.id), subject_id: task_id.uuid(), data };
    tx.record(what).await?;
    tx.commit().await?;
    Ok(as_running(entry, true, now))
}

/// Stops the actor's timer, and answers with what it counted; with nothing where none runs. Whoever can come in may
/// stop their own, also when the task is not shared with them any more or its project was archived.
pub async fn stop_timer(db: &Db, actor: &Actor, now: OffsetDateTime) -> Result<Option<TimeEntry>> {
    demand(actor, Action::StopTimer)?;
    let mut tx = db.tenant(actor).await?;
    store::take_turn(&mut tx).await?;
    let Some(running) = store::running(&mut tx).await? else { return Ok(None) };
    let entry = close(&mut tx, &running, now).await?;
    say(&mut tx, "time.recorded", &entry).await?;
    tx.commit().await?;
    Ok(Some(as_entry(entry, true)))
}

async fn close(tx: &mut TenantTx, running: &EntryRow, now: OffsetDateTime) -> Result<EntryRow> {
    let from = running.started_at.unwrap_or(now);
    let closed = EntryRow { minutes: Some(counted(from, now)), ended_at: Some(now.max(from)), ..running.clone() };
    store::update(tx, &closed).await
}
