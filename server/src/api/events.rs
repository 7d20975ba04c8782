use super::{
    extract::{Id, In, NewestFirst, Query},
    problem::{Answer, Problem},
};
use crate::state::AppState;
use atrium::{
    activity::{self, AuditSearch, EventPage, Feed},
    clock,
    ids::{PersonId, ProjectId, TaskId},
};
use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_activity))
        .routes(routes!(list_project_activity))
        .routes(routes!(list_task_activity))
        .routes(routes!(list_audit_events))
}

/// What happened to the work that the caller can see, newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/activity", tag = "events", params(NewestFirst),
    responses((status = 200, body = EventPage, description = "A page of events.")))]
async fn list_activity(
    State(state): State<AppState>,
    In(actor): In,
    Query(page): Query<NewestFirst>,
) -> Answer<Json<EventPage>> {
    let feed = activity::feed(&state.db, &actor, Feed::Workspace, page.before(), page.limit(), clock::now());
    Ok(Json(feed.await?))
}

/// What happened in a project, newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}/activity", tag = "events",
    params(NewestFirst), responses((status = 200, body = EventPage, description = "A page of events.")))]
async fn list_project_activity(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Query(page): Query<NewestFirst>,
) -> Answer<Json<EventPage>> {
    let feed = activity::feed(&state.db, &actor, Feed::Project(project), page.before(), page.limit(), clock::now());
    Ok(Json(feed.await?))
}

/// What happened to a task, newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/tasks/{task}/activity", tag = "events",
    params(NewestFirst), responses((status = 200, body = EventPage, description = "A page of events.")))]
async fn list_task_activity(
    State(state): State<AppState>,
    In(actor): In,
    Id(task): Id<TaskId>,
    Query(page): Query<NewestFirst>,
) -> Answer<Json<EventPage>> {
    let feed = activity::feed(&state.db, &actor, Feed::Task(task), page.before(), page.limit(), clock::now());
    Ok(Json(feed.await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AuditQuery {
    /// How the kinds begin, such as `member.`.
    #[serde(default)]
    #[param(required = false, pattern = "^[a-z_.]{0,60}$")]
    kind: String,
    /// Whose acts.
    #[param(value_type = Option<uuid::Uuid>, nullable = false)]
    person_id: Option<PersonId>,
}

/// The audit log: every change and every sign-in, newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/audit-events", tag = "events", params(AuditQuery, NewestFirst),
    responses((status = 200, body = EventPage, description = "A page of events.")))]
async fn list_audit_events(
    State(state): State<AppState>,
    In(actor): In,
    Query(AuditQuery { kind, person_id }): Query<AuditQuery>,
    Query(page): Query<NewestFirst>,
) -> Answer<Json<EventPage>> {
    if kind.len() > 60 || !kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'.') {
        return Err(Problem::bad_request("A kind has small letters, dots and underscores, such as task.moved."));
    }
    let search = AuditSearch { kind, person_id };
    let log = activity::audit(&state.db, &actor, &search, page.before(), page.limit(), clock::now());
    Ok(Json(log.await?))
}
