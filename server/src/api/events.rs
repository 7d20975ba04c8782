use super::{
    export,
    extract::{Id, In, NewestFirst, Query},
    problem::{Answer, Problem},
};
use crate::state::AppState;
use atrium::{
    activity::{self, AuditSearch, EventPage, Feed},
    clock,
    ids::{PersonId, ProjectId, TaskId},
};
use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_activity))
        .routes(routes!(list_project_activity))
        .routes(routes!(list_task_activity))
        .routes(routes!(list_audit_events))
        .routes(routes!(export_audit_events))
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
    /// What is in the kind, in the name of who did it, or in what the event says.
    #[serde(default)]
    #[param(required = false, max_length = 100, pattern = r"^[^\x00]*$")]
    words: String,
}

impl TryFrom<AuditQuery> for AuditSearch {
    type Error = Problem;

    fn try_from(AuditQuery { kind, person_id, words }: AuditQuery) -> Result<Self, Problem> {
        if kind.len() > 60 || !kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'.') {
            return Err(Problem::bad_request("A kind has small letters, dots and underscores, such as task.moved."));
        }
        if words.contains('\0') || words.chars().count() > 100 {
            return Err(Problem::bad_request("Words to look for have at most 100 ordinary characters."));
        }
        Ok(Self { kind, person_id, words })
    }
}

/// The audit log: every change and every sign-in, newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/audit-events", tag = "events", params(AuditQuery, NewestFirst),
    responses((status = 200, body = EventPage, description = "A page of events.")))]
async fn list_audit_events(
    State(state): State<AppState>,
    In(actor): In,
    Query(search): Query<AuditQuery>,
    Query(page): Query<NewestFirst>,
) -> Answer<Json<EventPage>> {
    let search = search.try_into()?;
    let log = activity::audit(&state.db, &actor, &search, page.before(), page.limit(), clock::now());
    Ok(Json(log.await?))
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum ExportFormat {
    Csv,
    Jsonl,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ExportQuery {
    #[param(inline)]
    format: ExportFormat,
}

/// The audit log as a file, newest first: a line of CSV or a JSON object for each event.
#[utoipa::path(get, path = "/workspaces/{workspace}/audit-events/export", tag = "events",
    params(ExportQuery, AuditQuery),
    responses((status = 200, description = "The file, while it is read from the log.",
        content((String = "text/csv"), (String = "application/jsonl")))))]
async fn export_audit_events(
    State(state): State<AppState>,
    In(actor): In,
    Query(ExportQuery { format }): Query<ExportQuery>,
    Query(search): Query<AuditQuery>,
) -> Answer<Response> {
    let (kind, write): (_, export::Write) = match format {
        ExportFormat::Csv => ("text/csv; charset=utf-8", export::csv),
        ExportFormat::Jsonl => ("application/jsonl", export::json_lines),
    };
    let body = export::audit(state.db, actor, search.try_into()?, write).await?;
    let name = match format {
        ExportFormat::Csv => "attachment; filename=\"audit.csv\"",
        ExportFormat::Jsonl => "attachment; filename=\"audit.jsonl\"",
    };
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], body).into_response())
}
