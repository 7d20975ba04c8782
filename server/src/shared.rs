//! Boards and pages at links that anybody may open.

use crate::{at_link, pages::FRAMES, state::AppState};
use app::{
    ended_page, shared_page,
    wiki::{ended_wiki_page, shared_wiki_page},
};
use atrium::{Error, boards::share, clock, ids::AttachmentId, wiki};
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode},
    response::{Html, IntoResponse, Response},
    routing::get,
};

/// A board has a style and icons, and runs nothing.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

/// A page of the wiki draws what is drawn in the browser, shows what may be embedded once somebody asks for it, and speaks
/// with nobody.
fn page_policy(state: &AppState) -> HeaderValue {
    // A development build is asked for at more than one address.
    let here = if state.development { " 'self'" } else { "" };
    let policy = format!(
        "default-src 'none'; script-src {}/editor/{here}; style-src 'self'; img-src 'self' data:; font-src 'self'; \
         frame-src {FRAMES}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        state.base_url
    );
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static(POLICY))
}

pub fn router() -> Router<AppState> {
    at_link::router("/share/{secret}", get(show))
        .merge(at_link::router("/s/{secret}", get(show_page)))
        .merge(at_link::router("/s/{secret}/{number}", get(show_page_below)))
        .merge(at_link::files("/s/{secret}/{number}/files/{file}", get(show_file)))
}

async fn show_page(State(state): State<AppState>, Path(secret): Path<String>) -> Response {
    wiki_page(state, &secret, None).await
}

async fn show_page_below(State(state): State<AppState>, Path((secret, number)): Path<(String, i32)>) -> Response {
    wiki_page(state, &secret, Some(number)).await
}

async fn wiki_page(state: AppState, secret: &str, number: Option<i32>) -> Response {
    let policy = page_policy(&state);
    let response = match wiki::shared_page(&state.db, &state.base_url, secret, number, clock::now()).await {
        Ok(page) => Html(shared_wiki_page(page, secret, state.leptos_options)).into_response(),
        Err(Error::NotFound) => (StatusCode::NOT_FOUND, Html(ended_wiki_page(state.leptos_options))).into_response(),
        Err(error) => at_link::failed(&error),
    };
    at_link::confined(response, policy)
}

/// A picture or another file of a page that the link opens, in the box that files are sent in.
async fn show_file(
    State(state): State<AppState>,
    Path((secret, number, file)): Path<(String, i32, AttachmentId)>,
    headers: HeaderMap,
) -> Response {
    match wiki::shared_file(&state.db, &secret, number, file, clock::now()).await {
        Ok(content) => at_link::unlisted(state.files.send(&content, &headers).await.into_response()),
        Err(error) => at_link::failed(&error),
    }
}

async fn show(State(state): State<AppState>, Path(secret): Path<String>) -> Response {
    let response = match share::shared_board(&state.db, &secret, clock::now()).await {
        Ok(board) => Html(shared_page(board, state.leptos_options)).into_response(),
        Err(Error::NotFound) => (StatusCode::NOT_FOUND, Html(ended_page(state.leptos_options))).into_response(),
        Err(error) => at_link::failed(&error),
    };
    at_link::confined(response, HeaderValue::from_static(POLICY))
}
