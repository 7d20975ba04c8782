//! Where mails about tasks are stopped, by whoever holds one: without a session, and with one click (RFC 8058). To open
//! the page changes nothing, since mail scanners open every link.

use crate::{middleware::RateLimit, state::AppState};
use app::{UnsubscribeStep, unsubscribe_page};
use atrium::{Error, inbox::channels};
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    middleware,
    response::{Html, IntoResponse, Response},
    routing::get,
};

/// Requests a second from one address, beside what holds for everything.
const PER_SECOND: u32 = 5;

/// The page has a style and one form, and runs nothing.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'";

pub fn router() -> Router<AppState> {
    let limit = RateLimit::new(PER_SECOND);
    Router::new()
        .route("/unsubscribe/{token}", get(ask).post(stop))
        .layer(middleware::from_fn_with_state(limit, RateLimit::hold))
}

async fn ask(State(state): State<AppState>, Path(token): Path<String>) -> Response {
    let known = channels::whose(&state.db, &token).await.map(drop);
    answer(state, known, UnsubscribeStep::Ask)
}

async fn stop(State(state): State<AppState>, Path(token): Path<String>) -> Response {
    let stopped = channels::stop_mails(&state.db, &token).await;
    answer(state, stopped, UnsubscribeStep::Done)
}

fn answer(state: AppState, outcome: Result<(), Error>, step: UnsubscribeStep) -> Response {
    let (status, step) = match outcome {
        Ok(()) => (StatusCode::OK, step),
        Err(Error::NotFound) => (StatusCode::NOT_FOUND, UnsubscribeStep::Unknown),
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            return (status, error.to_string()).into_response();
        }
    };
    let mut response = (status, Html(unsubscribe_page(step, state.leptos_options))).into_response();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "private, no-store"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    response
}
