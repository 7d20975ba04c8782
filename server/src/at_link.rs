//! How pages are answered that anybody may open who holds their link: no session is looked at, no cookie set, and no
//! search engine or page after it learns of the address.

use crate::{middleware::RateLimit, state::AppState};
use atrium::Error;
use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::MethodRouter,
};

/// Requests a second from one address, beside what holds for everything.
const PER_SECOND: u32 = 5;

/// Files at a link: a page shows many at once.
const FILES_PER_SECOND: u32 = 50;

pub fn router(path: &str, methods: MethodRouter<AppState>) -> Router<AppState> {
    limited(path, methods, PER_SECOND)
}

pub fn files(path: &str, methods: MethodRouter<AppState>) -> Router<AppState> {
    limited(path, methods, FILES_PER_SECOND)
}

fn limited(path: &str, methods: MethodRouter<AppState>, per_second: u32) -> Router<AppState> {
    let limit = RateLimit::new(per_second);
    Router::new().route(path, methods).layer(middleware::from_fn_with_state(limit, RateLimit::hold))
}

/// The answer with what a browser may do there by this policy.
pub fn confined(mut response: Response, policy: HeaderValue) -> Response {
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ] {
        response.headers_mut().insert(name, value);
    }
    unlisted(response)
}

/// No search engine keeps it.
pub fn unlisted(mut response: Response) -> Response {
    response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    response
}

pub fn failed(error: &Error) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, error.to_string()).into_response()
}
