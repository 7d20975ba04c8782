//! Files of pages, for whoever may see the page.

use super::{
    answer::DONE,
    extract::{Id, In, Page, Paging, Query, Two},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    clock,
    files::{self, Attachment},
    ids::{AttachmentId, PageId},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_page_attachments))
        .routes(routes!(get_page_attachment, remove_page_attachment))
        .routes(routes!(get_page_thumbnail))
}

/// The files of a page, oldest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/pages/{page}/attachments", tag = "attachments", params(Paging),
    responses((status = 200, body = Page<Attachment>, description = "A page of files.")))]
async fn list_page_attachments(
    State(state): State<AppState>,
    In(actor): In,
    Id(page): Id<PageId>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<Attachment>>> {
    let found = files::attachments(&state.db, &actor, page, clock::now()).await?;
    Ok(Json(paging.cut(found, |one| one.id.uuid())?))
}

/// A file itself, or with `Range` a part of it.
#[utoipa::path(get, path = "/workspaces/{workspace}/pages/{page}/attachments/{attachment}", tag = "attachments",
    responses(
        (status = 200, content_type = "application/octet-stream", description = "The file."),
        (status = 206, content_type = "application/octet-stream", description = "The part that `Range` names."),
        (status = 304, description = "It is as `If-None-Match` knows it."),
        (status = 416, description = "The file is not as long as `Range` asks.")))]
async fn get_page_attachment(
    State(state): State<AppState>,
    In(actor): In,
    Two(page, id): Two<PageId, AttachmentId>,
    headers: HeaderMap,
) -> Answer<Response> {
    let content = files::content(&state.db, &actor, page, id).await?;
    state.files.send(&content, &headers).await
}

/// A small picture of a JPEG, PNG, WebP or GIF.
#[utoipa::path(get, path = "/workspaces/{workspace}/pages/{page}/attachments/{attachment}/thumbnail",
    tag = "attachments",
    responses(
        (status = 200, content_type = "image/jpeg", description = "The picture, at most 480 pixels wide and high."),
        (status = 304, description = "It is as `If-None-Match` knows it.")))]
async fn get_page_thumbnail(
    State(state): State<AppState>,
    In(actor): In,
    Two(page, id): Two<PageId, AttachmentId>,
    headers: HeaderMap,
) -> Answer<Response> {
    let content = files::content(&state.db, &actor, page, id).await?;
    state.files.send_thumbnail(&content, &headers).await
}

/// Takes a file off a page.
#[utoipa::path(delete, path = "/workspaces/{workspace}/pages/{page}/attachments/{attachment}", tag = "attachments",
    responses((status = 204, description = "The file is gone.")))]
async fn remove_page_attachment(
    State(state): State<AppState>,
    In(actor): In,
    Two(page, id): Two<PageId, AttachmentId>,
) -> Answer<StatusCode> {
    files::remove_attachment(&state.db, &actor, page, id).await?;
    Ok(DONE)
}
