use super::{
    answer::DONE,
    extract::{Body, In, Query},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    clock,
    ids::{PageId, TaskId},
    inbox::{self, InboxView, Mark, Shelf, Subjects},
    workspace::Visit,
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get_inbox))
        .routes(routes!(mark_inbox))
        .routes(routes!(snooze_inbox))
        .routes(routes!(read_inbox))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Which part of it: unread, open, snoozed or done; open without it.
    #[serde(default)]
    #[param(inline, required = false)]
    shelf: Shelf,
}

/// What the caller was told, one item a task, the newest 200.
#[utoipa::path(get, path = "/workspaces/{workspace}/inbox", tag = "inbox", params(Wanted),
    responses((status = 200, body = InboxView, description = "The caller's own inbox.")))]
async fn get_inbox(
    State(state): State<AppState>,
    In(actor): In,
    Query(wanted): Query<Wanted>,
) -> Answer<Json<InboxView>> {
    let mut visit = Visit { tx: state.db.view(&actor).await?, actor };
    Ok(Json(inbox::inbox(&mut visit, wanted.shelf, clock::now()).await?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MarkInput {
    #[serde(default)]
    #[schema(max_items = 500)]
    tasks: Vec<TaskId>,
    #[serde(default)]
    #[schema(max_items = 500)]
    pages: Vec<PageId>,
    mark: Mark,
}

/// Marks what the caller was told about these tasks and pages.
#[utoipa::path(post, path = "/workspaces/{workspace}/inbox/mark", tag = "inbox", request_body = MarkInput,
    responses((status = 204, description = "It is marked, as far as the caller was told of it.")))]
async fn mark_inbox(State(state): State<AppState>, In(actor): In, Body(input): Body<MarkInput>) -> Answer<StatusCode> {
    let about = Subjects { tasks: input.tasks, pages: input.pages };
    inbox::mark(&state.db, &actor, &about, input.mark, clock::now()).await?;
    Ok(DONE)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SnoozeInput {
    #[serde(default)]
    #[schema(max_items = 500)]
    tasks: Vec<TaskId>,
    #[serde(default)]
    #[schema(max_items = 500)]
    pages: Vec<PageId>,
    /// later_today, tomorrow, next_week, or a date to come such as 2026-11-21: nine in the morning, where the caller is.
    until: String,
}

/// Puts off what the caller was told about these tasks and pages.
#[utoipa::path(post, path = "/workspaces/{workspace}/inbox/snooze", tag = "inbox", request_body = SnoozeInput,
    responses((status = 204, description = "It comes back then.")))]
async fn snooze_inbox(
    State(state): State<AppState>,
    In(actor): In,
    Body(input): Body<SnoozeInput>,
) -> Answer<StatusCode> {
    let about = Subjects { tasks: input.tasks, pages: input.pages };
    inbox::snooze(&state.db, &actor, &about, input.until.parse()?, clock::now()).await?;
    Ok(DONE)
}

/// Marks everything in the caller's inbox as read; answers with what had something unread.
#[utoipa::path(post, path = "/workspaces/{workspace}/inbox/read-all", tag = "inbox",
    responses((status = 200, body = Subjects, description = "All is read.")))]
async fn read_inbox(State(state): State<AppState>, In(actor): In) -> Answer<Json<Subjects>> {
    Ok(Json(inbox::read_all(&state.db, &actor, clock::now()).await?))
}
