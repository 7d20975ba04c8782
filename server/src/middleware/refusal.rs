//! How the gate says no: as a problem to programs, as a sentence to people.

use crate::api::Problem;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

pub fn refuse(path: &str, error: &atrium::Error, sentence: String) -> Response {
    if path.starts_with("/api/v1/") {
        return Problem::from(error.clone()).into_response();
    }
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::FORBIDDEN);
    (status, sentence).into_response()
}
