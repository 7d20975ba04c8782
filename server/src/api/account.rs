//! The caller's own account: where they are signed in, their API tokens, their password.

use super::{
    answer::{DONE, Made},
    extract::{Body, Id, IdempotencyKey, NewBody, Page, Paging, Query, SignedIn},
    problem::Answer,
};
use crate::state::{AppState, ClientAddress};
use app::session_cookie;
use atrium::{
    clock,
    identity::{self, ApiTokenView, ChangePassword, CreateToken, MadeToken, SessionView, TokenScope},
    ids::{ApiTokenId, SessionId},
};
use axum::{
    Extension, Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_sessions, end_other_sessions))
        .routes(routes!(end_session))
        .routes(routes!(list_tokens, create_token))
        .routes(routes!(revoke_token))
        .routes(routes!(change_password))
}

/// Where the caller is signed in, last used first.
#[utoipa::path(get, path = "/sessions", tag = "account", params(Paging),
    responses((status = 200, body = Page<SessionView>, description = "A page of sessions.")))]
async fn list_sessions(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<SessionView>>> {
    let sessions = identity::list_sessions(&state.db, &caller, clock::now()).await?;
    Ok(Json(paging.cut(sessions, |session| session.id.uuid())?))
}

/// Signs the caller out of one device. Takes a session: an API token will not do.
#[utoipa::path(delete, path = "/sessions/{session}", tag = "account",
    responses((status = 204, description = "The session has ended.")))]
async fn end_session(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
    Id(session): Id<SessionId>,
) -> Answer<StatusCode> {
    identity::end_session(&state.db, &caller, session, clock::now()).await?;
    Ok(DONE)
}

/// How many sessions have ended.
#[derive(Debug, Serialize, ToSchema)]
struct Ended {
    ended: u64,
}

/// Signs the caller out of every other device. Takes a session: an API token will not do.
#[utoipa::path(delete, path = "/sessions", tag = "account",
    responses((status = 200, body = Ended, description = "The other sessions have ended.")))]
async fn end_other_sessions(State(state): State<AppState>, SignedIn(caller): SignedIn) -> Answer<Json<Ended>> {
    let ended = identity::end_other_sessions(&state.db, &caller, clock::now()).await?;
    Ok(Json(Ended { ended }))
}

/// The caller's API tokens, newest first.
#[utoipa::path(get, path = "/tokens", tag = "account", params(Paging),
    responses((status = 200, body = Page<ApiTokenView>, description = "A page of tokens.")))]
async fn list_tokens(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<ApiTokenView>>> {
    let tokens = identity::list_tokens(&state.db, &caller, clock::now()).await?;
    Ok(Json(paging.cut(tokens, |token| token.id.uuid())?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewToken {
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    scope: TokenScope,
    #[schema(minimum = 1, maximum = 365)]
    days: i64,
}

/// A token just made.
#[derive(Debug, Serialize, ToSchema)]
struct TokenMade {
    id: ApiTokenId,
    /// The secret, told this once: nothing when it was told to an earlier request of the same key.
    token: Option<String>,
}

/// Makes an API token. Takes a session: an API token will not do.
#[utoipa::path(post, path = "/tokens", tag = "account", params(IdempotencyKey), request_body = NewToken,
    responses((status = 201, body = TokenMade, description = "The new token.")))]
async fn create_token(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
    NewBody(new, once): NewBody<NewToken>,
) -> Answer<Made<Json<TokenMade>>> {
    let form = CreateToken { name: &new.name, scope: new.scope, days: new.days };
    let MadeToken { id, token } = identity::create_token(&state.db, &caller, form, once.as_ref(), clock::now()).await?;
    Ok(Made(format!("/api/v1/tokens/{id}"), Json(TokenMade { id, token })))
}

/// Makes an API token useless at once. Takes a session: an API token will not do.
#[utoipa::path(delete, path = "/tokens/{token}", tag = "account",
    responses((status = 204, description = "The token is revoked.")))]
async fn revoke_token(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
    Id(token): Id<ApiTokenId>,
) -> Answer<StatusCode> {
    identity::revoke_token(&state.db, &caller, token, clock::now()).await?;
    Ok(DONE)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Passwords {
    #[schema(max_length = 200)]
    old: String,
    #[schema(max_length = 200)]
    new: String,
}

/// Changes the caller's password, ends their other sessions and renews this one. Takes a session: an
/// API token will not do.
#[utoipa::path(put, path = "/password", tag = "account", request_body = Passwords,
    responses((status = 204, description = "The password is changed; the session has a new cookie.")))]
async fn change_password(
    State(state): State<AppState>,
    address: Option<Extension<ClientAddress>>,
    SignedIn(caller): SignedIn,
    Body(passwords): Body<Passwords>,
) -> Answer<Response> {
    let address = address.map(|Extension(ClientAddress(address))| address.to_string()).unwrap_or_default();
    let form = ChangePassword { old: &passwords.old, new: &passwords.new, address: &address };
    let fresh = identity::change_password(&state.db, &caller, form, clock::now()).await?;
    let cookie = session_cookie::issue(&fresh, state.secure_cookies)?;
    Ok((DONE, [(header::SET_COOKIE, cookie)]).into_response())
}
