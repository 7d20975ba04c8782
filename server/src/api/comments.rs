use super::{
    answer::{DONE, Made, NewId},
    extract::{Base, Body, Id, IdempotencyKey, IfMatch, In, NewBody, Two},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    boards::{self, reaction::Reaction},
    ids::{CommentId, TaskId},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(add_comment))
        .routes(routes!(edit_comment, remove_comment))
        .routes(routes!(react, take_reaction_back))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CommentInput {
    /// Markdown. `@[Ada Park](person:ID)` calls somebody.
    #[schema(min_length = 1, max_length = 20_000)]
    body: String,
}

/// Comments on a task.
#[utoipa::path(post, path = "/workspaces/{workspace}/tasks/{task}/comments", tag = "comments",
    params(IdempotencyKey), request_body = CommentInput,
    responses((status = 201, body = NewId, description = "The id of the new comment.")))]
async fn add_comment(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(task): Id<TaskId>,
    NewBody(comment, once): NewBody<CommentInput>,
) -> Answer<Made<Json<NewId>>> {
    let id = boards::add_comment(&state.db, &actor, task, &comment.body, once.as_ref()).await?.uuid();
    Ok(Made(base.of("comments", id), Json(NewId { id })))
}

/// Changes one's own comment.
#[utoipa::path(patch, path = "/workspaces/{workspace}/comments/{comment}", tag = "comments", params(IfMatch),
    request_body = CommentInput, responses((status = 204, description = "The comment is changed.")))]
async fn edit_comment(
    State(state): State<AppState>,
    In(actor): In,
    Id(id): Id<CommentId>,
    IfMatch(expected): IfMatch,
    Body(comment): Body<CommentInput>,
) -> Answer<StatusCode> {
    boards::edit_comment(&state.db, &actor, id, &comment.body, expected).await?;
    Ok(DONE)
}

/// Removes one's own comment; owners and admins remove anybody's.
#[utoipa::path(delete, path = "/workspaces/{workspace}/comments/{comment}", tag = "comments",
    responses((status = 204, description = "The comment is gone.")))]
async fn remove_comment(State(state): State<AppState>, In(actor): In, Id(id): Id<CommentId>) -> Answer<StatusCode> {
    boards::remove_comment(&state.db, &actor, id).await?;
    Ok(DONE)
}

/// Answers a comment with one sign.
#[utoipa::path(put, path = "/workspaces/{workspace}/comments/{comment}/reactions/{reaction}", tag = "comments",
    responses((status = 204, description = "The sign is under the comment.")))]
async fn react(
    State(state): State<AppState>,
    In(actor): In,
    Two(comment, reaction): Two<CommentId, Reaction>,
) -> Answer<StatusCode> {
    boards::react(&state.db, &actor, comment, reaction, true).await?;
    Ok(DONE)
}

/// Takes one's own sign back.
#[utoipa::path(delete, path = "/workspaces/{workspace}/comments/{comment}/reactions/{reaction}", tag = "comments",
    responses((status = 204, description = "The caller's sign is not under the comment.")))]
async fn take_reaction_back(
    State(state): State<AppState>,
    In(actor): In,
    Two(comment, reaction): Two<CommentId, Reaction>,
) -> Answer<StatusCode> {
    boards::react(&state.db, &actor, comment, reaction, false).await?;
    Ok(DONE)
}
