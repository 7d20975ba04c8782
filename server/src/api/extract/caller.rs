use super::ids::params;
use crate::{api::problem::Problem, state::AppState};
use atrium::{
    Error,
    actor::{Actor, Caller},
    clock, identity, workspace,
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use std::fmt::Display;

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
            // The layer before has looked for a session.
            parts.extensions.get::<identity::SignedIn>().map(|signed_in| signed_in.caller)
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

/// Where the things of the workspace that the path names are in this API.
#[derive(Debug)]
pub struct Base(String);

impl Base {
    /// The path of one of them, such as `/api/v1/workspaces/north/teams/0192...`.
    pub fn of(&self, kind: &str, id: impl Display) -> String {
        format!("{}/{kind}/{id}", self.0)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Base {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = params(parts, state).await?;
        let slug = params.iter().find(|(name, _)| *name == "workspace").map(|(_, slug)| slug);
        Ok(Self(format!("/api/v1/workspaces/{}", slug.ok_or(Error::NotFound)?)))
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
