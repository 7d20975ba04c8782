use super::{
    answer::Made,
    extract::{Base, Body, Id, IdempotencyKey, In, NewBody, Page, Paging, Query},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    boards::import::{self, Format, ImportView, MOST_BYTES, Mapping, NewImport, OnKnown, OnProblem, Preview, Reading},
    clock,
    ids::{ImportId, ProjectId},
};
use axum::{
    Json,
    extract::{DefaultBodyLimit, State},
};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_imports, start_import))
        .routes(routes!(dry_run_import))
        .routes(routes!(get_import))
        .routes(routes!(undo_import))
        // In JSON a text is longer than in its file.
        .layer(DefaultBodyLimit::max(MOST_BYTES * 2))
}

/// The newest 50 imports of a project, the newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}/imports", tag = "imports", params(Paging),
    responses((status = 200, body = Page<ImportView>, description = "A page of imports.")))]
async fn list_imports(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<ImportView>>> {
    let imports = import::imports(&state.db, &actor, project, clock::now()).await?;
    Ok(Json(paging.cut(imports, |import| import.id.uuid())?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ImportInput {
    /// The name of the file.
    #[schema(min_length = 1, max_length = 200)]
    source: String,
    /// The text of a file: at most 10 MB and 20000 rows.
    content: String,
    /// Without it, told from the content.
    format: Option<Format>,
    /// What each header of a table means, in the file's order; without it, what the headers most likely mean.
    mapping: Option<Mapping>,
    #[serde(default)]
    on_problem: OnProblem,
    #[serde(default)]
    on_known: OnKnown,
}

/// Imports a file as tasks: a table, issues of Jira, a board of Trello, or a project exported here. The answer comes at once; `rows_done` says how far it is.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects/{project}/imports", tag = "imports",
    params(IdempotencyKey), request_body = ImportInput,
    responses((status = 201, body = ImportView, description = "The import, waiting for its turn.")))]
async fn start_import(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(project): Id<ProjectId>,
    NewBody(input, once): NewBody<ImportInput>,
) -> Answer<Made<Json<ImportView>>> {
    let ImportInput { source, content, format, mapping, on_problem, on_known } = input;
    let new = NewImport { source, content: content.into_bytes(), format, mapping, on_problem, on_known };
    let import = import::start_import(&state.db, &actor, project, new, once.as_ref()).await?;
    Ok(Made(base.of("imports", import.id), Json(import)))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DryRunInput {
    /// The text of a file: at most 10 MB and 20000 rows.
    content: String,
    /// Without it, told from the content.
    format: Option<Format>,
    /// What each header of a table means, in the file's order; without it, what the headers most likely mean.
    mapping: Option<Mapping>,
}

/// What an import of this file would do. Nothing is changed.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects/{project}/imports/dry-run", tag = "imports",
    request_body = DryRunInput,
    responses((status = 200, body = Preview, description = "The mapping, the problems and the first rows.")))]
async fn dry_run_import(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Body(input): Body<DryRunInput>,
) -> Answer<Json<Preview>> {
    let reading = Reading { format: input.format, mapping: input.mapping, ..Reading::default() };
    Ok(Json(import::dry_run(&state.db, &actor, project, input.content.as_bytes(), reading).await?))
}

/// How far an import is.
#[utoipa::path(get, path = "/workspaces/{workspace}/imports/{import}", tag = "imports",
    responses((status = 200, body = ImportView, description = "The import.")))]
async fn get_import(State(state): State<AppState>, In(actor): In, Id(id): Id<ImportId>) -> Answer<Json<ImportView>> {
    Ok(Json(import::import(&state.db, &actor, id, clock::now()).await?))
}

/// Takes away what an import made and nobody touched since.
#[utoipa::path(post, path = "/workspaces/{workspace}/imports/{import}/undo", tag = "imports",
    responses((status = 200, body = ImportView, description = "The import, with what is left of it.")))]
async fn undo_import(State(state): State<AppState>, In(actor): In, Id(id): Id<ImportId>) -> Answer<Json<ImportView>> {
    Ok(Json(import::undo_import(&state.db, &actor, id).await?))
}
