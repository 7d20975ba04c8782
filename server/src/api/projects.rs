use super::{
    answer::{Made, Tagged},
    extract::{Base, Body, Id, IdempotencyKey, IfMatch, In, NewBody, Page, Paging, Query, Seq},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    boards::{
        self, NewProject, ProjectEdit,
        board::{Board, BoardChanges},
        project::{Project, ProjectSummary},
    },
    clock,
    ids::ProjectId,
};
use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_projects, create_project))
        .routes(routes!(get_project, edit_project))
        .routes(routes!(archive_project))
        .routes(routes!(restore_project))
        .routes(routes!(get_board))
        .routes(routes!(get_board_changes))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct WhichProjects {
    /// The archived projects in place of the open ones.
    #[serde(default)]
    #[param(required = false, default = false)]
    archived: bool,
}

/// The projects that the caller may see, by name.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects", tag = "projects", params(WhichProjects, Paging),
    responses((status = 200, body = Page<ProjectSummary>, description = "A page of projects.")))]
async fn list_projects(
    State(state): State<AppState>,
    In(actor): In,
    Query(which): Query<WhichProjects>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<ProjectSummary>>> {
    let projects = boards::projects(&state.db, &actor, which.archived).await?;
    Ok(Json(paging.cut(projects, |summary| summary.project.id.uuid())?))
}

/// Makes a project, with four columns to start with.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects", tag = "projects", params(IdempotencyKey),
    request_body = NewProject, responses((status = 201, body = Project, description = "The new project.")))]
async fn create_project(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    NewBody(new, once): NewBody<NewProject>,
) -> Answer<Made<Tagged<Project>>> {
    let project = boards::create_project(&state.db, &actor, new, once.as_ref()).await?;
    Ok(Made(base.of("projects", project.id), Tagged(project)))
}

/// A project.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}", tag = "projects",
    responses((status = 200, body = Project, description = "The project.")))]
async fn get_project(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
) -> Answer<Tagged<Project>> {
    Ok(Tagged(boards::project(&state.db, &actor, project).await?))
}

/// Changes a project's name, description or colour. What is absent stays.
#[utoipa::path(patch, path = "/workspaces/{workspace}/projects/{project}", tag = "projects", params(IfMatch),
    request_body = ProjectEdit, responses((status = 200, body = Project, description = "The project as it is now.")))]
async fn edit_project(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    IfMatch(expected): IfMatch,
    Body(edit): Body<ProjectEdit>,
) -> Answer<Tagged<Project>> {
    Ok(Tagged(boards::edit_project(&state.db, &actor, project, edit, expected).await?))
}

/// Puts a project aside, with all of its tasks.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects/{project}/archive", tag = "projects",
    responses((status = 200, body = Project, description = "The archived project.")))]
async fn archive_project(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
) -> Answer<Tagged<Project>> {
    Ok(Tagged(boards::archive_project(&state.db, &actor, project).await?))
}

/// Takes an archived project up again.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects/{project}/restore", tag = "projects",
    responses((status = 200, body = Project, description = "The restored project.")))]
async fn restore_project(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
) -> Answer<Tagged<Project>> {
    Ok(Tagged(boards::restore_project(&state.db, &actor, project).await?))
}

/// A whole board: the project, its columns, cards, labels and people.
#[utoipa::path(get, path = "/workspaces/{workspace}/boards/{key}", tag = "projects",
    responses((status = 200, body = Board, description = "The board, as of event number `seq`.")))]
async fn get_board(State(state): State<AppState>, In(actor): In, Id(key): Id<String>) -> Answer<Json<Board>> {
    Ok(Json(boards::board(&state.db, &actor, &key, clock::now()).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Since {
    /// The `seq` of the board, or of the changes before.
    #[param(value_type = i64, minimum = 0)]
    since: Seq,
}

/// What changed on a board after an event number, as it stands now.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}/changes", tag = "projects", params(Since),
    responses((status = 200, body = BoardChanges, description = "The changes, up to event number `seq`.")))]
async fn get_board_changes(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Query(Since { since: Seq(since) }): Query<Since>,
) -> Answer<Json<BoardChanges>> {
    boards::may_view_project(&state.db, &actor, project).await?;
    Ok(Json(boards::board_changes(&state.db, actor.workspace_id, project, since).await?))
}
