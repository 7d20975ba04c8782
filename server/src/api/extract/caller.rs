use super::ids::params;
use crate::{api::problem::Problem, state::AppState};
use app::session_cookie;
use atrium::{
    Error,
    actor::{Actor, Caller},
    clock, identity, workspace,
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};

/// A person who has proved who they are: by an API token in `Authorization`, else by their session.
#[derive(Debug)]
pub struct SignedIn(pub Caller);

/// The caller in the workspace that the path names.
#[derive(Debug)]
pub struct In(pub Actor);

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let caller = if parts.headers.contains_key(header::AUTHORIZATION) {
            match bearer(&parts.headers) {
                Some(token) => identity::authenticate_token(&state.db, token, clock::now()).await?,
                None => None,
            }
        } else {
            match session_cookie::read(&parts.headers, state.secure_cookies) {
                Some(secret) => identity::authenticate_session(&state.db, secret, clock::now())
                    .await?
                    .map(|signed_in| signed_in.caller),
                None => None,
            }
        };
        Ok(Self(caller.ok_or(Error::SignedOut)?))
    }
}

impl FromRequestParts<AppState> for In {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let SignedIn(caller) = SignedIn::from_request_parts(parts, state).await?;
        let params = params(parts, state).await?;
        let slug = params.iter().find(|(name, _)| *name == "workspace").map(|(_, slug)| slug);
        // Postgres has no NUL in its texts.
        let slug = slug.filter(|slug| !slug.contains('\0')).ok_or(Error::NotFound)?;
        Ok(Self(workspace::enter(&state.db, &caller, slug).await?))
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
