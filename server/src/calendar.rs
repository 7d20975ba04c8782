//! Calendars for programs that read them: at a secret address, without a session and without a cookie.

use crate::{middleware::RateLimit, state::AppState};
use atrium::{Error, boards::calendar, clock};
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};

/// Requests a second from one address, beside what holds for everything. Calendar programs ask every few minutes.
const PER_SECOND: u32 = 5;

pub fn router() -> Router<AppState> {
    let limit = RateLimit::new(PER_SECOND);
    Router::new().route("/calendar/{file}", get(read)).layer(middleware::from_fn_with_state(limit, RateLimit::hold))
}

async fn read(State(state): State<AppState>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    let secret = file.strip_suffix(".ics").unwrap_or(&file);
    match calendar::feed(&state.db, secret, &state.base_url, clock::now()).await {
        Ok(feed) => answer(feed, &headers),
        Err(Error::NotFound) => (StatusCode::NOT_FOUND, "There is no calendar at this address.").into_response(),
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, error.to_string()).into_response()
        }
    }
}

fn answer(feed: calendar::Feed, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", feed.tag);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok()).unwrap_or_default();
    // A proxy that compresses weakens a tag.
    let is_known = known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*");
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], feed.text).into_response()
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    response
}
