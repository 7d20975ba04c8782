//! Conversations about pages.

use super::{
    answer::{DONE, Made, NewId},
    extract::{Base, Body, Id, IdempotencyKey, IfMatch, In, NewBody},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    clock,
    ids::{PageCommentId, PageId, ThreadId},
    wiki::{self, NewThread, thread::Thread},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_threads, start_thread))
        .routes(routes!(reply_to_thread))
        .routes(routes!(resolve_thread, reopen_thread))
        .routes(routes!(edit_page_comment, remove_page_comment))
}

/// The conversations about a page, oldest first, the resolved ones too.
#[utoipa::path(get, path = "/workspaces/{workspace}/pages/{page}/threads", tag = "threads",
    responses((status = 200, body = [Thread], description = "All of them, with what is said in them.")))]
async fn list_threads(State(state): State<AppState>, In(actor): In, Id(page): Id<PageId>) -> Answer<Json<Vec<Thread>>> {
    Ok(Json(wiki::threads(&state.db, &actor, page, clock::now()).await?))
}

/// Begins a conversation about a page, or about a passage of it.
#[utoipa::path(post, path = "/workspaces/{workspace}/pages/{page}/threads", tag = "threads", params(IdempotencyKey),
    request_body = NewThread, responses((status = 201, body = NewId, description = "The new conversation.")))]
async fn start_thread(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(page): Id<PageId>,
    NewBody(new, once): NewBody<NewThread>,
) -> Answer<Made<Json<NewId>>> {
    let id = wiki::start_thread(&state.db, &actor, page, new, once.as_ref(), clock::now()).await?.uuid();
    Ok(Made(base.of("threads", id), Json(NewId { id })))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Saying {
    /// Markdown.
    #[schema(min_length = 1, max_length = 20_000)]
    body: String,
}

/// Says more in a conversation. One that was resolved is taken up again by it.
#[utoipa::path(post, path = "/workspaces/{workspace}/threads/{thread}/comments", tag = "threads",
    params(IdempotencyKey), request_body = Saying,
    responses((status = 201, body = NewId, description = "The new comment.")))]
async fn reply_to_thread(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(thread): Id<ThreadId>,
    NewBody(Saying { body }, once): NewBody<Saying>,
) -> Answer<Made<Json<NewId>>> {
    let id = wiki::reply(&state.db, &actor, thread, &body, once.as_ref(), clock::now()).await?.uuid();
    Ok(Made(base.of("page-comments", id), Json(NewId { id })))
}

/// Settles a conversation.
#[utoipa::path(put, path = "/workspaces/{workspace}/threads/{thread}/resolution", tag = "threads",
    responses((status = 204, description = "The conversation is resolved.")))]
async fn resolve_thread(State(state): State<AppState>, In(actor): In, Id(thread): Id<ThreadId>) -> Answer<StatusCode> {
    wiki::resolve_thread(&state.db, &actor, thread, true, clock::now()).await?;
    Ok(DONE)
}

/// Takes a conversation up again.
#[utoipa::path(delete, path = "/workspaces/{workspace}/threads/{thread}/resolution", tag = "threads",
    responses((status = 204, description = "The conversation is open.")))]
async fn reopen_thread(State(state): State<AppState>, In(actor): In, Id(thread): Id<ThreadId>) -> Answer<StatusCode> {
    wiki::resolve_thread(&state.db, &actor, thread, false, clock::now()).await?;
    Ok(DONE)
}

/// Changes one's own comment on a page; who manages the page changes anybody's.
#[utoipa::path(patch, path = "/workspaces/{workspace}/page-comments/{page_comment}", tag = "threads",
    params(IfMatch), request_body = Saying, responses((status = 204, description = "The comment is changed.")))]
async fn edit_page_comment(
    State(state): State<AppState>,
    In(actor): In,
    Id(comment): Id<PageCommentId>,
    IfMatch(expected): IfMatch,
    Body(Saying { body }): Body<Saying>,
) -> Answer<StatusCode> {
    wiki::edit_page_comment(&state.db, &actor, comment, &body, expected, clock::now()).await?;
    Ok(DONE)
}

/// Takes one's own comment away; who manages the page takes anybody's.
#[utoipa::path(delete, path = "/workspaces/{workspace}/page-comments/{page_comment}", tag = "threads",
    responses((status = 204, description = "The comment is gone.")))]
async fn remove_page_comment(
    State(state): State<AppState>,
    In(actor): In,
    Id(comment): Id<PageCommentId>,
) -> Answer<StatusCode> {
    wiki::remove_page_comment(&state.db, &actor, comment, clock::now()).await?;
    Ok(DONE)
}
