use crate::api::problem::Problem;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use utoipa::{
    IntoParams,
    openapi::path::{Parameter, ParameterIn},
};

/// The version an edit started from, from `If-Match: "7"`; without the header, or with `*`, any.
#[derive(Debug)]
pub struct IfMatch(pub Option<i32>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(given) = parts.headers.get(header::IF_MATCH) else { return Ok(Self(None)) };
        let given = given.to_str().unwrap_or_default().trim();
        if given == "*" {
            return Ok(Self(None));
        }
        let tag = given.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
        // A tag that was never given out, weak ones too, matches nothing.
        Ok(Self(Some(tag.and_then(|tag| tag.parse().ok()).unwrap_or(-1))))
    }
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![crate::api::parameters::if_match()]
    }
}

/// Under which a creation happens once, however often it is sent.
#[derive(Debug)]
pub struct IdempotencyKey;

impl IdempotencyKey {
    pub(super) fn read(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
        let Some(given) = headers.get("idempotency-key") else { return Ok(None) };
        let key = given.to_str().ok().filter(|key| (1..=200).contains(&key.len()));
        key.map(Some).ok_or_else(|| Problem::bad_request("An Idempotency-Key has 1 to 200 printable characters."))
    }
}

impl IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![crate::api::parameters::idempotency_key()]
    }
}
