use super::{
    answer::{DONE, Made, Tagged},
    extract::{Base, Body, Id, IdempotencyKey, IfMatch, In, NewBody, Query},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    boards::{self, ColumnEdit, project::Column},
    ids::{ColumnId, ProjectId},
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(add_column))
        .routes(routes!(edit_column, remove_column))
        .routes(routes!(move_column))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewColumn {
    #[schema(min_length = 1, max_length = 60)]
    name: String,
}

/// Adds a column at the end of a board.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects/{project}/columns", tag = "columns",
    params(IdempotencyKey), request_body = NewColumn, responses((status = 201, body = Column, description = "The new column.")))]
async fn add_column(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(project): Id<ProjectId>,
    NewBody(new, once): NewBody<NewColumn>,
) -> Answer<Made<Tagged<Column>>> {
    let column = boards::add_column(&state.db, &actor, project, &new.name, once.as_ref()).await?;
    Ok(Made(base.of("columns", column.id), Tagged(column)))
}

/// Changes a column's name, its limit, and whether its tasks count as completed.
#[utoipa::path(patch, path = "/workspaces/{workspace}/columns/{column}", tag = "columns", params(IfMatch),
    request_body = ColumnEdit, responses((status = 200, body = Column, description = "The column as it is now.")))]
async fn edit_column(
    State(state): State<AppState>,
    In(actor): In,
    Id(column): Id<ColumnId>,
    IfMatch(expected): IfMatch,
    Body(edit): Body<ColumnEdit>,
) -> Answer<Tagged<Column>> {
    Ok(Tagged(boards::edit_column(&state.db, &actor, column, edit, expected).await?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ColumnPlace {
    /// The column that it should follow; without one, it comes first.
    #[serde(default)]
    after: Option<ColumnId>,
}

/// Puts a column behind another of its board, or first.
#[utoipa::path(post, path = "/workspaces/{workspace}/columns/{column}/move", tag = "columns",
    request_body = ColumnPlace, responses((status = 200, body = Column, description = "The column as it is now.")))]
async fn move_column(
    State(state): State<AppState>,
    In(actor): In,
    Id(column): Id<ColumnId>,
    Body(place): Body<ColumnPlace>,
) -> Answer<Tagged<Column>> {
    Ok(Tagged(boards::move_column(&state.db, &actor, column, place.after).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct TasksTo {
    /// The column that its tasks go to. Without it, the column must be empty.
    #[param(value_type = Option<uuid::Uuid>, nullable = false)]
    tasks_to: Option<ColumnId>,
}

/// Removes a column. Its tasks go to the end of another one.
#[utoipa::path(delete, path = "/workspaces/{workspace}/columns/{column}", tag = "columns", params(TasksTo),
    responses((status = 204, description = "The column is gone.")))]
async fn remove_column(
    State(state): State<AppState>,
    In(actor): In,
    Id(column): Id<ColumnId>,
    Query(TasksTo { tasks_to }): Query<TasksTo>,
) -> Answer<StatusCode> {
    boards::remove_column(&state.db, &actor, column, tasks_to).await?;
    Ok(DONE)
}
