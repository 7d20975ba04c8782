//! Where mails about tasks are stopped, by whoever holds one: without a session, and with one click (RFC 8058). To open
//! the page changes nothing, since mail scanners open every link.

use crate::{at_link, state::AppState};
use app::{UnsubscribeStep, unsubscribe_page};
use atrium::{Error, inbox::channels};
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, StatusCode},
    response::{Html, IntoResponse, Response},
    routing::get,
};

/// The page has a style and one form, and runs nothing.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'";

pub fn router() -> Router<AppState> {
    at_link::router("/unsubscribe/{token}", get(ask).post(stop))
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
        Err(error) => return at_link::failed(&error),
    };
    let response = (status, Html(unsubscribe_page(step, state.leptos_options))).into_response();
    at_link::confined(response, HeaderValue::from_static(POLICY))
}
