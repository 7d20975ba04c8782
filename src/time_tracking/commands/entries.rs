use super::{counted, parse_note, say};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{Which, find_task, load_for, policy::Action},
    clock,
    database::{Db, TenantTx},
    day::Day,
    idempotency::{self, Once},
    ids::{TaskId, TimeEntryId},
    time_tracking::{
        NewTime, TimeEdit, TimeEntry,
        queries::as_entry,
        spent::check_minutes,
        store::{self, EntryRow, NewEntryRow},
    },
};
use time::OffsetDateTime;

/// Writes down the actor's own time on a task.
pub async fn add_time(
    db: &Db,
    actor: &Actor,
    task_id: TaskId,
    new: NewTime,
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<TimeEntry> {
    let (minutes, note) = (check_minutes(new.minutes)?, parse_note(&new.note)?);
    let mut tx = db.tenant(actor).await?;
    load_for(&mut tx, actor, Action::TrackTime, Which::Task(task_id)).await?;
    let id = TimeEntryId::new();
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return Ok(as_entry(store::lock(&mut tx, earlier.into()).await?, true));
    }
    if find_task(&mut tx, task_id).await?.archived {
        return Err(Error::invalid("", "This task is archived. Restore it to work on it."));
    }
    let today = today(&mut tx, now).await?;
    let day = check_day(new.day.unwrap_or(today), today)?;
    let row = NewEntryRow { id, task_id, day, minutes: Some(minutes), started_at: None, note };
    store::insert(&mut tx, &row).await?;
    let entry = store::lock(&mut tx, id).await?;
    say(&mut tx, "time.recorded", &entry).await?;
    tx.commit().await?;
    Ok(as_entry(entry, true))
}

/// Puts an entry right. Minutes for a timer that runs stop it, and count in place of what it measured.
pub async fn edit_time(
    db: &Db,
    actor: &Actor,
    id: TimeEntryId,
    edit: TimeEdit,
    expected: Option<i32>,
    now: OffsetDateTime,
) -> Result<TimeEntry> {
    let note = edit.note.as_deref().map(parse_note).transpose()?;
    let minutes = edit.minutes.map(check_minutes).transpose()?;
    let mut tx = db.tenant(actor).await?;
    let before = open(&mut tx, actor, id).await?;
    if before.removed {
        return Err(Error::NotFound);
    }
    if expected.is_some_and(|expected| expected != before.version) {
        return Err(Error::Conflict { current: Some(before.version) });
    }
    let mut after = before.clone();
    after.note = note.unwrap_or(after.note);
    if let Some(day) = edit.day {
        after.day = check_day(day, today(&mut tx, now).await?)?;
    }
    if let Some(minutes) = minutes {
        after.minutes = Some(minutes);
        after.ended_at = after.ended_at.or(before.started_at.map(|start| now.max(start)));
    }
    if after == before {
        return Ok(as_entry(before, true));
    }
    let entry = store::update(&mut tx, &after).await?;
    let kind = if before.minutes.is_none() && entry.minutes.is_some() { "time.recorded" } else { "time.corrected" };
    say(&mut tx, kind, &entry).await?;
    tx.commit().await?;
    Ok(as_entry(entry, true))
}

/// Takes an entry away, until it is put back. A timer that runs stops by it.
pub async fn remove_time(db: &Db, actor: &Actor, id: TimeEntryId, now: OffsetDateTime) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let mut entry = open(&mut tx, actor, id).await?;
    if entry.removed {
        return Err(Error::NotFound);
    }
    if let (None, Some(start)) = (entry.minutes, entry.started_at) {
        entry.minutes = Some(counted(start, now));
        entry.ended_at = Some(now.max(start));
    }
    entry.removed = true;
    let entry = store::update(&mut tx, &entry).await?;
    say(&mut tx, "time.removed", &entry).await?;
    tx.commit().await
}

/// Puts back what was taken away. Twice is once.
pub async fn restore_time(db: &Db, actor: &Actor, id: TimeEntryId) -> Result<TimeEntry> {
    let mut tx = db.tenant(actor).await?;
    let mut entry = open(&mut tx, actor, id).await?;
    if !entry.removed {
        return Ok(as_entry(entry, true));
    }
    entry.removed = false;
    let entry = store::update(&mut tx, &entry).await?;
    say(&mut tx, "time.restored", &entry).await?;
    tx.commit().await?;
    Ok(as_entry(entry, true))
}

/// An entry to be changed: one's own, or for whoever may correct them, another's.
async fn open(tx: &mut TenantTx, actor: &Actor, id: TimeEntryId) -> Result<EntryRow> {
    let entry = store::find(tx, id).await?;
    let own = entry.person.id == actor.person_id();
    let access = load_for(tx, actor, Action::View, Which::Task(entry.task_id)).await?;
    if !own && !access.allows(Action::SeeTime) {
        return Err(Error::NotFound);
    }
    let action = if own { Action::TrackTime } else { Action::CorrectTime };
    load_for(tx, actor, action, Which::Task(entry.task_id)).await?;
    store::lock(tx, id).await
}

async fn today(tx: &mut TenantTx, now: OffsetDateTime) -> Result<Day> {
    Ok(Day(clock::today_in(&store::time_zone(tx).await?, now)))
}

/// Who corrects the time of somebody in the east may be a day behind.
fn check_day(day: Day, today: Day) -> Result<Day> {
    if day > today.plus(1) { Err(Error::invalid("day", "This day is still to come.")) } else { Ok(day) }
}
