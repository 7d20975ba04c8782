//! Boards at links that anybody may open.

use crate::{at_link, state::AppState};
use app::{ended_page, shared_page};
use atrium::{Error, boards::share, clock};
use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
    routing::get,
};

/// The page has a style and icons, and runs nothing.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

pub fn router() -> Router<AppState> {
    at_link::router("/share/{secret}", get(show))
}

async fn show(State(state): State<AppState>, Path(secret): Path<String>) -> Response {
    let response = match share::shared_board(&state.db, &secret, clock::now()).await {
        Ok(board) => Html(shared_page(board, state.leptos_options)).into_response(),
        Err(Error::NotFound) => (StatusCode::NOT_FOUND, Html(ended_page(state.leptos_options))).into_response(),
        Err(error) => at_link::failed(&error),
    };
    at_link::confined(response, POLICY)
}
