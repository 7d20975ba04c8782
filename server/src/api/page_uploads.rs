//! Resumable uploads for pages, by the protocol of those for tasks: see [`super::uploads`].

use super::{
    answer::{DONE, Made},
    extract::{Base, Id, In, Two},
    problem::Answer,
    uploads::{begin, go_on, speak_tus},
};
use crate::state::AppState;
use atrium::{
    files,
    ids::{PageId, UploadId},
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    middleware,
};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(begin_page_upload))
        .routes(routes!(get_page_upload, continue_page_upload, cancel_page_upload))
        .layer(middleware::from_fn(speak_tus))
}

/// Begins an upload (tus creation): its address is the `Location` of the answer.
#[utoipa::path(post, path = "/workspaces/{workspace}/pages/{page}/uploads", tag = "attachments",
    params(
        ("Upload-Length" = i64, Header, description = "How long the file is, in bytes."),
        ("Upload-Metadata" = Option<String>, Header, description = "`filename` and its value in Base64.")),
    responses(
        (status = 201, description = "The upload is begun. What nobody goes on with for 24 hours is given up."),
        (status = 413, description = "The file is larger than the server takes.")))]
async fn begin_page_upload(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(page): Id<PageId>,
    headers: HeaderMap,
) -> Answer<Made<[(&'static str, String); 2]>> {
    let (id, answer) = begin(&state, &actor, page.into(), &headers).await?;
    Ok(Made(base.of("pages", format!("{page}/uploads/{id}")), answer))
}

/// How far one's own upload is: `Upload-Offset` of `Upload-Length`.
#[utoipa::path(head, path = "/workspaces/{workspace}/pages/{page}/uploads/{upload}", tag = "attachments",
    responses((status = 200, description = "The headers say it.")))]
async fn get_page_upload(
    State(state): State<AppState>,
    In(actor): In,
    Two(page, id): Two<PageId, UploadId>,
) -> Answer<[(&'static str, String); 2]> {
    let upload = files::upload(&state.db, &actor, page, id).await?;
    Ok([("upload-offset", upload.received.to_string()), ("upload-length", upload.size.to_string())])
}

/// Goes on with an upload. With its last byte the file is attached, under the id of the upload, and the upload is gone.
#[utoipa::path(patch, path = "/workspaces/{workspace}/pages/{page}/uploads/{upload}", tag = "attachments",
    params(("Upload-Offset" = i64, Header, description = "Where these bytes belong: at the end of what is there.")),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "`Upload-Offset` says where it goes on."),
        (status = 409, description = "The upload is not as far, or further: ask how far it is.")))]
async fn continue_page_upload(
    State(state): State<AppState>,
    In(actor): In,
    Two(page, id): Two<PageId, UploadId>,
    headers: HeaderMap,
    body: Body,
) -> Answer<(StatusCode, [(&'static str, String); 1])> {
    go_on(&state, &actor, (page.into(), id), &headers, body).await
}

/// Gives an upload up (tus termination).
#[utoipa::path(delete, path = "/workspaces/{workspace}/pages/{page}/uploads/{upload}", tag = "attachments",
    responses((status = 204, description = "Nothing of it is left.")))]
async fn cancel_page_upload(
    State(state): State<AppState>,
    In(actor): In,
    Two(page, id): Two<PageId, UploadId>,
) -> Answer<StatusCode> {
    files::cancel_upload(&state.db, &actor, page, id).await?;
    Ok(DONE)
}
