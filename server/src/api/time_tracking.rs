use super::{
    answer::{DONE, Made, Tagged},
    extract::{Base, Body, Id, IdempotencyKey, IfMatch, In, NewBody},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    clock,
    ids::{TaskId, TimeEntryId},
    time_tracking::{self, NewTime, Running, TaskTime, TimeEdit, TimeEntry},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get_task_time, add_time))
        .routes(routes!(edit_time, remove_time))
        .routes(routes!(restore_time))
        .routes(routes!(start_timer))
        .routes(routes!(get_timer, stop_timer))
}

/// The time spent on a task. A guest sees their own.
#[utoipa::path(get, path = "/workspaces/{workspace}/tasks/{task}/time", tag = "time",
    responses((status = 200, body = TaskTime, description = "The entries, newest first, and their total.")))]
async fn get_task_time(State(state): State<AppState>, In(actor): In, Id(task): Id<TaskId>) -> Answer<Json<TaskTime>> {
    Ok(Json(time_tracking::task_time(&state.db, &actor, task).await?))
}

/// Writes down time that the caller has spent on a task.
#[utoipa::path(post, path = "/workspaces/{workspace}/tasks/{task}/time", tag = "time", params(IdempotencyKey),
    request_body = NewTime, responses((status = 201, body = TimeEntry, description = "The new entry.")))]
async fn add_time(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(task): Id<TaskId>,
    NewBody(new, once): NewBody<NewTime>,
) -> Answer<Made<Tagged<TimeEntry>>> {
    let entry = time_tracking::add_time(&state.db, &actor, task, new, once.as_ref(), clock::now()).await?;
    Ok(Made(base.of("time-entries", entry.id), Tagged(entry)))
}

/// Puts an entry right: one's own; owners and admins those of others too. Minutes stop a timer that runs.
#[utoipa::path(patch, path = "/workspaces/{workspace}/time-entries/{entry}", tag = "time", params(IfMatch),
    request_body = TimeEdit, responses((status = 200, body = TimeEntry, description = "The entry as it is now.")))]
async fn edit_time(
    State(state): State<AppState>,
    In(actor): In,
    Id(entry): Id<TimeEntryId>,
    IfMatch(expected): IfMatch,
    Body(edit): Body<TimeEdit>,
) -> Answer<Tagged<TimeEntry>> {
    Ok(Tagged(time_tracking::edit_time(&state.db, &actor, entry, edit, expected, clock::now()).await?))
}

/// Takes an entry away. It can be put back for 30 days.
#[utoipa::path(delete, path = "/workspaces/{workspace}/time-entries/{entry}", tag = "time",
    responses((status = 204, description = "The entry counts no more.")))]
async fn remove_time(State(state): State<AppState>, In(actor): In, Id(entry): Id<TimeEntryId>) -> Answer<StatusCode> {
    time_tracking::remove_time(&state.db, &actor, entry, clock::now()).await?;
    Ok(DONE)
}

/// Puts back an entry that was taken away.
#[utoipa::path(post, path = "/workspaces/{workspace}/time-entries/{entry}/restore", tag = "time",
    responses((status = 200, body = TimeEntry, description = "The entry as it is now.")))]
async fn restore_time(
    State(state): State<AppState>,
    In(actor): In,
    Id(entry): Id<TimeEntryId>,
) -> Answer<Tagged<TimeEntry>> {
    Ok(Tagged(time_tracking::restore_time(&state.db, &actor, entry).await?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StartTimer {
    #[serde(default)]
    #[schema(max_length = 500)]
    note: String,
}

/// Starts the caller's timer on a task, and stops the one that runs. On the same task it goes on.
#[utoipa::path(put, path = "/workspaces/{workspace}/tasks/{task}/timer", tag = "time",
    request_body = StartTimer, responses((status = 200, body = Running, description = "The timer.")))]
async fn start_timer(
    State(state): State<AppState>,
    In(actor): In,
    Id(task): Id<TaskId>,
    Body(start): Body<StartTimer>,
) -> Answer<Tagged<Running>> {
    Ok(Tagged(time_tracking::start_timer(&state.db, &actor, task, &start.note, clock::now()).await?))
}

#[derive(Debug, Serialize, ToSchema)]
struct Timer {
    /// Null where none runs.
    running: Option<Running>,
}

/// The caller's timer in the workspace, if it runs.
#[utoipa::path(get, path = "/workspaces/{workspace}/timer", tag = "time",
    responses((status = 200, body = Timer, description = "The timer.")))]
async fn get_timer(State(state): State<AppState>, In(actor): In) -> Answer<Json<Timer>> {
    Ok(Json(Timer { running: time_tracking::running(&state.db, &actor, clock::now()).await? }))
}

#[derive(Debug, Serialize, ToSchema)]
struct Stopped {
    /// Null where no timer ran.
    entry: Option<TimeEntry>,
}

/// Stops the caller's timer.
#[utoipa::path(delete, path = "/workspaces/{workspace}/timer", tag = "time",
    responses((status = 200, body = Stopped, description = "What it counted.")))]
async fn stop_timer(State(state): State<AppState>, In(actor): In) -> Answer<Json<Stopped>> {
    Ok(Json(Stopped { entry: time_tracking::stop_timer(&state.db, &actor, clock::now()).await? }))
}
