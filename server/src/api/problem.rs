//! Errors as programs read them: `application/problem+json` (RFC 9457).

use axum::{
    Json,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

pub type Answer<T> = Result<T, Problem>;

/// What went wrong, and what the caller can do about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ProblemDetails)]
pub struct Problem {
    /// The kind of problem, such as `urn:atrium:problem:not-found`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem, in words.
    pub title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// What happened this time, for a person to read.
    pub detail: String,
    /// Field name to what is wrong with it. The empty name stands for the whole request.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(required = false)]
    pub errors: BTreeMap<String, String>,
    /// The version the thing has now, where an edit started from another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub current: Option<i32>,
    #[serde(skip)]
    retry_after_seconds: Option<u32>,
}

impl Problem {
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Error");
        Self {
            kind: format!("urn:atrium:problem:{}", title.to_lowercase().replace(' ', "-")),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            errors: BTreeMap::new(),
            current: None,
            retry_after_seconds: None,
        }
    }

    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The same under another status: a conflict with a stated precondition is 412 (RFC 9110, 13.1.1).
    fn under(self, status: StatusCode) -> Self {
        Self {
            errors: self.errors,
            current: self.current,
            retry_after_seconds: self.retry_after_seconds,
            ..Self::new(status, self.detail)
        }
    }
}

impl From<atrium::Error> for Problem {
    fn from(error: atrium::Error) -> Self {
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut problem = Self::new(status, error.to_string());
        match error {
            atrium::Error::Invalid { fields } => problem.errors = fields,
            atrium::Error::Conflict { current } => problem.current = current,
            atrium::Error::Busy { retry_after_seconds } => problem.retry_after_seconds = Some(retry_after_seconds),
            _ => {}
        }
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status(), Json(&self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if self.status == 401 {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"atrium\""));
        }
        if let Some(version) = self.current {
            super::answer::tag(headers, version);
        }
        response.extensions_mut().insert(self);
        response
    }
}

pub async fn nothing_here() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "There is no such address in this API.")
}

/// Gives every refusal the same shape, those of the framework too.
pub async fn speak_problems(request: Request, next: Next) -> Response {
    let conditional = request.headers().contains_key(header::IF_MATCH);
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    match response.extensions().get::<Problem>() {
        Some(problem) if conditional && status == StatusCode::CONFLICT => {
            problem.clone().under(StatusCode::PRECONDITION_FAILED).into_response()
        }
        Some(_) => response,
        None => {
            let detail = match status {
                StatusCode::METHOD_NOT_ALLOWED => "This address does not take this method.",
                StatusCode::PAYLOAD_TOO_LARGE => "This request is too large.",
                _ => "This request was refused.",
            };
            let allow = response.headers().get(header::ALLOW).cloned();
            let mut plain = Problem::new(status, detail).into_response();
            if let Some(allow) = allow {
                plain.headers_mut().insert(header::ALLOW, allow);
            }
            plain
        }
    }
}
