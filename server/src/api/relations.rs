use super::{
    answer::{DONE, Made},
    extract::{Base, Id, IdempotencyKey, In, NewBody},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    boards::{
        self, NewRelation,
        relation::{Blocking, Relation},
    },
    ids::{ProjectId, RelationId, TaskId},
};
use axum::{Json, extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(relate_tasks)).routes(routes!(list_blocks)).routes(routes!(remove_relation))
}

/// Relates a task to another one, of whichever project. Whoever makes another task wait must be allowed
/// to edit that one, too.
#[utoipa::path(post, path = "/workspaces/{workspace}/tasks/{task}/relations", tag = "relations",
    params(IdempotencyKey), request_body = NewRelation,
    responses((status = 201, body = Relation, description = "The relation, as seen from the task.")))]
async fn relate_tasks(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(task): Id<TaskId>,
    NewBody(new, once): NewBody<NewRelation>,
) -> Answer<Made<Json<Relation>>> {
    let relation = boards::relate_tasks(&state.db, &actor, task, new, once.as_ref()).await?;
    Ok(Made(base.of("relations", relation.id), Json(relation)))
}

/// Which tasks of a project's board wait for which others of it.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}/blocks", tag = "relations",
    responses((status = 200, body = Vec<Blocking>, description = "Every pair of tasks, one of which blocks the other.")))]
async fn list_blocks(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
) -> Answer<Json<Vec<Blocking>>> {
    Ok(Json(boards::blocks(&state.db, &actor, project).await?))
}

/// Takes a relation away.
#[utoipa::path(delete, path = "/workspaces/{workspace}/relations/{relation}", tag = "relations",
    responses((status = 204, description = "The relation is gone.")))]
async fn remove_relation(
    State(state): State<AppState>,
    In(actor): In,
    Id(relation): Id<RelationId>,
) -> Answer<StatusCode> {
    boards::unrelate_tasks(&state.db, &actor, relation).await?;
    Ok(DONE)
}
