//! Every look at time, scoped by the actor.

use super::{
    Running, Span, TaskTime, TimeEntry, TimeReport,
    store::{self, EntryRow, Scope},
};
use crate::{
    Result,
    activity::rfc3339,
    actor::{Actor, Role},
    boards::{Which, demand, load_for, policy::Action},
    clock,
    database::{Db, TenantTx},
    day::Day,
    ids::{ProjectId, TaskId},
    workspace::Visit,
};
use time::OffsetDateTime;

pub(super) fn as_entry(row: EntryRow, can_edit: bool) -> TimeEntry {
    TimeEntry {
        id: row.id,
        task_id: row.task_id,
        person: row.person,
        day: row.day,
        minutes: row.minutes,
        note: row.note,
        started_at: row.started_at.map(rfc3339),
        ended_at: row.ended_at.map(rfc3339),
        version: row.version,
        can_edit,
    }
}

/// `visible`: whether the reader may still know of its task.
pub(super) fn as_running(row: EntryRow, visible: bool, now: OffsetDateTime) -> Running {
    let start = row.started_at.unwrap_or(now);
    Running {
        entry_id: row.id,
        task_id: row.task_id,
        key: if visible { row.key() } else { String::new() },
        title: if visible { row.title } else { String::new() },
        note: row.note,
        started_at: rfc3339(start),
        seconds: (now - start).whole_seconds().max(0),
        version: row.version,
    }
}

/// The time spent on a task.
pub async fn task_time(db: &Db, actor: &Actor, task_id: TaskId) -> Result<TaskTime> {
    let mut tx = db.view(actor).await?;
    let access = load_for(&mut tx, actor, Action::View, Which::Task(task_id)).await?;
    let can = |action| access.allows(action) && actor.caller.may_write() && !access.project.archived;
    of_task(&mut tx, actor, task_id, (access.allows(Action::SeeTime), can(Action::TrackTime), can(Action::CorrectTime)))
        .await
}

/// The same for a task that was let in already, and whether the reader may see the time of others there, write down
/// their own, and correct that of others.
pub(crate) async fn of_task(
    tx: &mut TenantTx,
    actor: &Actor,
    task_id: TaskId,
    (sees, tracks, corrects): (bool, bool, bool),
) -> Result<TaskTime> {
    let me = actor.person_id();
    let whose = (!sees).then_some(me);
    let rows = store::of_task(tx, task_id, whose).await?;
    let entry = |row: EntryRow| {
        let can_edit = if row.person.id == me { tracks } else { corrects };
        as_entry(row, can_edit)
    };
    Ok(TaskTime {
        running: rows.iter().any(|row| row.person.id == me && row.minutes.is_none()),
        minutes: store::minutes_of(tx, task_id, whose).await?,
        entries: rows.into_iter().map(entry).collect(),
        can_track: tracks,
    })
}

/// The actor's timer, if it runs.
pub async fn running(db: &Db, actor: &Actor, now: OffsetDateTime) -> Result<Option<Running>> {
    let mut tx = db.view(actor).await?;
    let Some(row) = store::running(&mut tx).await? else { return Ok(None) };
    let visible = actor.role != Role::Guest || store::is_shared(&mut tx, row.project_id).await?;
    Ok(Some(as_running(row, visible, now)))
}

/// Whether the visitor's timer runs.
pub async fn running_on(visit: &mut Visit) -> Result<bool> {
    Ok(store::running(&mut visit.tx).await?.is_some())
}

/// Whose time a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The reader's own, in every project they see.
    Mine,
    /// That of everybody in the workspace.
    Everybody,
    /// That of everybody in one project.
    Project(ProjectId),
}

/// Which entries the actor gets to see. Without a span, those of this week, and of a project those of this month.
pub(super) async fn scope(
    tx: &mut TenantTx,
    actor: &Actor,
    of: Of,
    span: Option<Span>,
    now: OffsetDateTime,
) -> Result<(Scope, Day)> {
    let today = Day(clock::today_in(&store::time_zone(tx).await?, now));
    let guest = actor.role == Role::Guest;
    let (project_id, person_id) = match of {
        Of::Mine => (None, Some(actor.person_id())),
        Of::Everybody => {
            demand(actor, Action::SeeTime)?;
            (None, None)
        }
        Of::Project(id) => {
            load_for(tx, actor, Action::View, Which::Project(id)).await?;
            (Some(id), None)
        }
    };
    let usual = if project_id.is_some() { Span::month_of(today) } else { Span::week_of(today) };
    Ok((Scope { span: span.unwrap_or(usual), project_id, person_id, guest }, today))
}

/// Where the time went.
pub async fn report(db: &Db, actor: &Actor, of: Of, span: Option<Span>, now: OffsetDateTime) -> Result<TimeReport> {
    let mut tx = db.view(actor).await?;
    let (scope, today) = scope(&mut tx, actor, of, span, now).await?;
    let days = store::by_day(&mut tx, &scope).await?;
    Ok(TimeReport {
        from: scope.span.from,
        until: scope.span.until,
        minutes: days.iter().map(|day| day.minutes).sum(),
        tasks: store::by_task(&mut tx, &scope).await?,
        people: store::by_person(&mut tx, &scope).await?,
        projects: store::by_project(&mut tx, &scope).await?,
        days,
        today,
    })
}
