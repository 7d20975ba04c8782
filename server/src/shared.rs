//! Boards at links that anybody may open. No session is looked at and no cookie set.

use crate::{middleware::RateLimit, state::AppState};
use app::shared_page;
use atrium::{Error, boards::share, clock};
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

/// The page has a style and icons, and runs nothing.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

pub fn router() -> Router<AppState> {
    let limit = RateLimit::new(PER_SECOND);
    Router::new().route("/share/{secret}", get(show)).layer(middleware::from_fn_with_state(limit, RateLimit::hold))
}

async fn show(State(state): State<AppState>, Path(secret): Path<String>) -> Response {
    let mut response = match share::shared_board(&state.db, &secret, clock::now()).await {
        Ok(board) => Html(shared_page(board, state.leptos_options)).into_response(),
        Err(Error::NotFound) => {
            (StatusCode::NOT_FOUND, "There is nothing at this link, or it has ended.").into_response()
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, error.to_string()).into_response()
        }
    };
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
