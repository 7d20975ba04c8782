//! Projects as files, sent while they are read.

use super::{
    extract::{Id, In, Query},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    boards::{
        self,
        export::{Exporter, FileFormat},
    },
    clock,
    ids::ProjectId,
    workspace,
};
use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures::stream;
use serde::Deserialize;
use std::io;
use time::OffsetDateTime;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(export_project)).routes(routes!(export_workspace))
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum TaskFile {
    Csv,
    Json,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct TaskFileQuery {
    #[param(inline)]
    format: TaskFile,
    /// Begin a table with the mark of UTF-8, which Excel wants to see.
    #[serde(default)]
    #[param(required = false)]
    mark: bool,
}

impl TaskFileQuery {
    fn format(&self) -> FileFormat {
        match self.format {
            TaskFile::Csv => FileFormat::Csv { mark: self.mark },
            TaskFile::Json => FileFormat::Json,
        }
    }
}

/// A project as a file: columns, labels, and all tasks with their comments, the archived ones too.
///
/// The JSON is of the format `atrium.project`, version 1, and can be imported again. A table is safe to open in a
/// spreadsheet. Addresses of people are in it for owners and admins.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}/export", tag = "exports",
    params(TaskFileQuery),
    responses((status = 200, description = "The file, while it is read.",
        content((String = "text/csv"), (String = "application/json")))))]
async fn export_project(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Query(query): Query<TaskFileQuery>,
) -> Answer<Response> {
    let key = boards::project(&state.db, &actor, project).await?.key;
    let now = clock::now();
    let exporter = Exporter::of_project(state.db, actor, project, query.format(), now).await?;
    Ok(file(exporter, &query, &key, now))
}

/// All projects of the workspace as a file, for owners and admins.
///
/// The JSON is of the format `atrium.workspace`, version 1: a list of projects, each as in `atrium.project`.
#[utoipa::path(get, path = "/workspaces/{workspace}/export", tag = "exports", params(TaskFileQuery),
    responses((status = 200, description = "The file, while it is read.",
        content((String = "text/csv"), (String = "application/json")))))]
async fn export_workspace(
    State(state): State<AppState>,
    In(actor): In,
    Query(query): Query<TaskFileQuery>,
) -> Answer<Response> {
    let slug = workspace::view(&state.db, &actor).await?.slug;
    let now = clock::now();
    let exporter = Exporter::of_workspace(state.db, actor, query.format(), now).await?;
    Ok(file(exporter, &query, &slug, now))
}

fn file(exporter: Exporter, query: &TaskFileQuery, name: &str, now: OffsetDateTime) -> Response {
    let (kind, ending) = match query.format {
        TaskFile::Csv => ("text/csv; charset=utf-8", "csv"),
        TaskFile::Json => ("application/json", "json"),
    };
    let pieces = stream::try_unfold(exporter, |mut exporter| async move {
        let piece = exporter.next().await.map_err(io::Error::other)?;
        Ok::<_, io::Error>(piece.map(|piece| (Bytes::from(piece), exporter)))
    });
    let mut response = ([(header::CONTENT_TYPE, kind)], Body::from_stream(pieces)).into_response();
    // Keys and slugs have letters, digits and hyphens.
    let attachment = format!("attachment; filename=\"{name}-{}.{ending}\"", now.date());
    if let Ok(attachment) = HeaderValue::from_str(&attachment) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, attachment);
    }
    response
}
