use crate::{failure::Failure, wire::Reply};
use atrium::{
    boards::project::Project,
    ids::{TaskId, TimeEntryId},
    time_tracking::{Running, TimeEntry, TimeReport},
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::context::actor;
#[cfg(feature = "ssr")]
use atrium::{
    actor::Role,
    boards, clock,
    idempotency::Once,
    time_tracking::{self, NewTime, Of, Span, TimeEdit, parse_minutes},
};

#[server(output = Reply)]
pub async fn load_timer(workspace: String) -> Result<Option<Running>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(time_tracking::running(&db, &actor, clock::now()).await?)
}

#[server(input = Json, output = Reply)]
pub async fn start_timer(workspace: String, task_id: TaskId) -> Result<Running, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(time_tracking::start_timer(&db, &actor, task_id, "", clock::now()).await?)
}

#[server(input = Json, output = Reply)]
pub async fn stop_timer(workspace: String) -> Result<Option<TimeEntry>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(time_tracking::stop_timer(&db, &actor, clock::now()).await?)
}

/// What somebody typed into the form of an entry. An empty day is today.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    pub spent: String,
    pub day: String,
    pub note: String,
}

#[server(input = Json, output = Reply)]
pub async fn add_time(workspace: String, task_id: TaskId, typed: Typed, key: String) -> Result<TimeEntry, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let asked = format!("{task_id} {} {} {}", typed.spent, typed.day, typed.note);
    let once = if key.is_empty() { None } else { Some(Once::new(&key, &asked)?) };
    let new = NewTime { minutes: parse_minutes(&typed.spent)?, day: day("day", &typed.day)?, note: typed.note };
    Ok(time_tracking::add_time(&db, &actor, task_id, new, once.as_ref(), clock::now()).await?)
}

/// `version` is the one that it started from.
#[server(input = Json, output = Reply)]
pub async fn edit_time(
    workspace: String,
    id: TimeEntryId,
    typed: Typed,
    version: Option<i32>,
) -> Result<TimeEntry, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let minutes = if typed.spent.trim().is_empty() { None } else { Some(parse_minutes(&typed.spent)?) };
    let edit = TimeEdit { minutes, day: day("day", &typed.day)?, note: Some(typed.note) };
    Ok(time_tracking::edit_time(&db, &actor, id, edit, version, clock::now()).await?)
}

#[server(input = Json, output = Reply)]
pub async fn remove_time(workspace: String, id: TimeEntryId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(time_tracking::remove_time(&db, &actor, id, clock::now()).await?)
}

#[server(input = Json, output = Reply)]
pub async fn restore_time(workspace: String, id: TimeEntryId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    time_tracking::restore_time(&db, &actor, id).await?;
    Ok(())
}

/// A report, with what its page says around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimeView {
    pub report: TimeReport,
    /// Whether the reader may see the time of others too.
    pub sees_others: bool,
    /// The project that it is about, if it is about one.
    pub project: Option<Project>,
}

/// `project` is a key, or empty for a report about all projects; the days are empty for the usual ones.
#[server(output = Reply)]
pub async fn load_time(
    workspace: String,
    project: String,
    everybody: bool,
    from: String,
    until: String,
) -> Result<TimeView, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let project = if project.is_empty() { None } else { Some(boards::project_by_key(&db, &actor, &project).await?) };
    let of = match &project {
        Some(project) => Of::Project(project.id),
        None if everybody => Of::Everybody,
        None => Of::Mine,
    };
    let span = match (day("from", &from)?, day("until", &until)?) {
        (Some(from), Some(until)) => Some(Span::new(from, until)?),
        _ => None,
    };
    let report = time_tracking::report(&db, &actor, of, span, clock::now()).await?;
    Ok(TimeView { report, sees_others: actor.role != Role::Guest, project })
}

#[cfg(feature = "ssr")]
fn day(field: &str, typed: &str) -> Result<Option<atrium::day::Day>, Failure> {
    match typed.trim() {
        "" => Ok(None),
        typed => match typed.parse() {
            Ok(day) => Ok(Some(day)),
            Err(refusal) => Err(atrium::Error::invalid(field, format!("{refusal}")).into()),
        },
    }
}
