//! Resumable uploads: the core protocol of tus 1.0 (<https://tus.io/protocols/resumable-upload>), with creation and
//! termination. A client that does not say its version is taken for one of ours.

use super::{
    answer::{DONE, Made},
    extract::{Base, Id, In, Two},
    problem::{Answer, Problem},
};
use crate::{
    files::{Received, Upload},
    state::AppState,
};
use atrium::{
    actor::Actor,
    files::{self, ByteStore, Holder, NewUpload},
    ids::{TaskId, UploadId},
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use data_encoding::BASE64;
use utoipa_axum::{router::OpenApiRouter, routes};

const VERSION: &str = "1.0.0";
/// What a name and a type need; nobody needs to send more.
const MOST_METADATA: usize = 4 * 1024;

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(begin_upload))
        .routes(routes!(get_upload, continue_upload, cancel_upload))
        .layer(middleware::from_fn(speak_tus))
}

pub(super) async fn speak_tus(request: Request, next: Next) -> Response {
    let version = request.headers().get("tus-resumable");
    let known = version.is_none_or(|version| version == VERSION);
    let mut response = if known {
        next.run(request).await
    } else {
        Problem::new(StatusCode::PRECONDITION_FAILED, "This server speaks tus 1.0.0.").into_response()
    };
    let headers = response.headers_mut();
    headers.insert("tus-resumable", HeaderValue::from_static(VERSION));
    headers.insert("tus-version", HeaderValue::from_static(VERSION));
    headers.insert("tus-extension", HeaderValue::from_static("creation,termination,expiration"));
    response
}

/// Begins an upload (tus creation): its address is the `Location` of the answer.
#[utoipa::path(post, path = "/workspaces/{workspace}/tasks/{task}/attachments", tag = "attachments",
    params(
        ("Upload-Length" = i64, Header, description = "How long the file is, in bytes."),
        ("Upload-Metadata" = Option<String>, Header, description = "`filename` and its value in Base64.")),
    responses(
        (status = 201, description = "The upload is begun. What nobody goes on with for 24 hours is given up."),
        (status = 413, description = "The file is larger than the server takes.")))]
async fn begin_upload(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(task): Id<TaskId>,
    headers: HeaderMap,
) -> Answer<Made<[(&'static str, String); 2]>> {
    let (id, answer) = begin(&state, &actor, task.into(), &headers).await?;
    Ok(Made(base.of("tasks", format!("{task}/uploads/{id}")), answer))
}

/// Begins an upload for whatever holds files, as its headers say.
pub(super) async fn begin(
    state: &AppState,
    actor: &Actor,
    holder: Holder,
    headers: &HeaderMap,
) -> Answer<(UploadId, [(&'static str, String); 2])> {
    let size = number(headers, "upload-length")?;
    let name = file_name(headers)?;
    let limits = state.files.limits();
    let new = NewUpload { name: &name, size };
    let begun = files::begin_upload(&state.db, actor, holder, new, limits).await.map_err(|error| {
        let too_large = size > limits.file && matches!(error, atrium::Error::Invalid { .. });
        if too_large { Problem::new(StatusCode::PAYLOAD_TOO_LARGE, error.to_string()) } else { error.into() }
    })?;
    Ok((begun.id, [("upload-offset", "0".to_owned()), ("tus-max-size", limits.file.to_string())]))
}

/// How far one's own upload is: `Upload-Offset` of `Upload-Length`.
#[utoipa::path(head, path = "/workspaces/{workspace}/tasks/{task}/uploads/{upload}", tag = "attachments",
    responses((status = 200, description = "The headers say it.")))]
async fn get_upload(
    State(state): State<AppState>,
    In(actor): In,
    Two(task, id): Two<TaskId, UploadId>,
) -> Answer<[(&'static str, String); 2]> {
    let upload = files::upload(&state.db, &actor, task, id).await?;
    Ok([("upload-offset", upload.received.to_string()), ("upload-length", upload.size.to_string())])
}

/// Goes on with an upload. With its last byte the file is attached, under the id of the upload, and the upload is gone.
#[utoipa::path(patch, path = "/workspaces/{workspace}/tasks/{task}/uploads/{upload}", tag = "attachments",
    params(("Upload-Offset" = i64, Header, description = "Where these bytes belong: at the end of what is there.")),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "`Upload-Offset` says where it goes on."),
        (status = 409, description = "The upload is not as far, or further: ask how far it is.")))]
async fn continue_upload(
    State(state): State<AppState>,
    In(actor): In,
    Two(task_id, id): Two<TaskId, UploadId>,
    headers: HeaderMap,
    body: Body,
) -> Answer<(StatusCode, [(&'static str, String); 1])> {
    go_on(&state, &actor, (task_id.into(), id), &headers, body).await
}

/// Takes what a request brings for an upload.
pub(super) async fn go_on(
    state: &AppState,
    actor: &Actor,
    (holder, id): (Holder, UploadId),
    headers: &HeaderMap,
    body: Body,
) -> Answer<(StatusCode, [(&'static str, String); 1])> {
    let upload = Upload { db: &state.db, actor, holder, id };
    files::upload(&state.db, actor, holder, id).await?;
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != "application/offset+octet-stream") {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Please send application/offset+octet-stream."));
    }
    match state.files.receive(upload, number(headers, "upload-offset")?, body).await? {
        Received::UpTo(at) => Ok((DONE, [("upload-offset", at.to_string())])),
        Received::Interrupted => Err(Problem::bad_request("The line was cut. What had come until then is kept.")),
        Received::TooMuch => {
            Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "This is more than the length that was announced."))
        }
    }
}

/// Gives an upload up (tus termination).
#[utoipa::path(delete, path = "/workspaces/{workspace}/tasks/{task}/uploads/{upload}", tag = "attachments",
    responses((status = 204, description = "Nothing of it is left.")))]
async fn cancel_upload(
    State(state): State<AppState>,
    In(actor): In,
    Two(task, id): Two<TaskId, UploadId>,
) -> Answer<StatusCode> {
    files::cancel_upload(&state.db, &actor, task, id).await?;
    Ok(DONE)
}

fn number(headers: &HeaderMap, name: &str) -> Answer<i64> {
    let given = headers.get(name).and_then(|given| given.to_str().ok());
    let number = given.and_then(|given| given.parse::<i64>().ok()).filter(|number| *number >= 0);
    number.ok_or_else(|| Problem::bad_request(format!("{name} is a number of bytes.")))
}

/// From pairs of a word and a value in Base64, separated by commas.
fn file_name(headers: &HeaderMap) -> Answer<String> {
    let Some(given) = headers.get("upload-metadata") else { return Ok(String::new()) };
    let given = given.to_str().ok().filter(|given| given.len() <= MOST_METADATA);
    let given = given.ok_or_else(|| Problem::bad_request("Upload-Metadata is too long, or no text."))?;
    let name = given.split(',').find_map(|pair| pair.trim().strip_prefix("filename "));
    let name =
        name.map(|name| BASE64.decode(name.trim().as_bytes()).ok().and_then(|name| String::from_utf8(name).ok()));
    match name {
        Some(Some(name)) => Ok(name),
        Some(None) => Err(Problem::bad_request("The filename is not UTF-8 in Base64.")),
        None => Ok(String::new()),
    }
}
