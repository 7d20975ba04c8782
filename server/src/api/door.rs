//! The way in: an account of one's own, signing in and out, a new password for a forgotten one.
//! A session is a cookie, for browsers; a program had better take an API token.

use super::{
    answer::{DONE, Made},
    extract::{Body, SignedIn},
    problem::Answer,
};
use crate::state::{AppState, ClientAddress};
use app::session_cookie;
use atrium::{
    Error, clock,
    identity::{self, Effort, Fresh, SignIn, SignUp},
    ids::{PersonId, SessionId},
};
use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::IntoResponse,
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(sign_up))
        .routes(routes!(sign_in))
        .routes(routes!(sign_out))
        .routes(routes!(request_reset))
        .routes(routes!(reset_password))
}

type Address = Option<Extension<ClientAddress>>;
type WithCookie<T> = ([(HeaderName, HeaderValue); 1], Json<T>);

fn text(address: Address) -> String {
    address.map(|Extension(ClientAddress(address))| address.to_string()).unwrap_or_default()
}

/// A session just begun: its cookie is in the answer.
#[derive(Debug, Serialize, ToSchema)]
struct SessionMade {
    id: SessionId,
    person_id: PersonId,
    #[serde(with = "time::serde::rfc3339")]
    expires_at: OffsetDateTime,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAccount {
    #[schema(format = "email", max_length = 254)]
    email: String,
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    #[schema(min_length = 8, max_length = 200)]
    password: String,
    /// An IANA time zone; one that is not known becomes UTC.
    #[serde(default)]
    #[schema(max_length = 100)]
    time_zone: String,
}

/// Makes an account and begins a session of it.
#[utoipa::path(post, path = "/accounts", tag = "account", security(()), request_body = NewAccount,
    responses((status = 201, body = SessionMade, description = "The account is there; its session has a cookie.")))]
async fn sign_up(
    State(state): State<AppState>,
    address: Address,
    headers: HeaderMap,
    Body(new): Body<NewAccount>,
) -> Answer<Made<WithCookie<SessionMade>>> {
    let address = text(address);
    let NewAccount { email, name, password, time_zone } = &new;
    let effort = Effort::Full;
    let form = SignUp { email, name, password, time_zone, effort, address: Some(&address) };
    identity::sign_up(&state.db, form, clock::now()).await?;
    let fresh = begin_session(&state, &headers, &address, (email, password)).await?;
    Ok(Made("/api/v1/profile".to_owned(), cookie(&state, &fresh)?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Credentials {
    #[schema(format = "email", max_length = 254)]
    email: String,
    #[schema(max_length = 200)]
    password: String,
}

/// Signs in. Guessing is slowed more and more; an unknown address gets the same answer as a wrong password.
#[utoipa::path(post, path = "/sessions", tag = "account", security(()), request_body = Credentials,
    responses((status = 201, body = SessionMade, description = "The session; it has a cookie.")))]
async fn sign_in(
    State(state): State<AppState>,
    address: Address,
    headers: HeaderMap,
    Body(Credentials { email, password }): Body<Credentials>,
) -> Answer<Made<WithCookie<SessionMade>>> {
    let fresh = begin_session(&state, &headers, &text(address), (&email, &password)).await?;
    Ok(Made(format!("/api/v1/sessions/{}", fresh.session_id), cookie(&state, &fresh)?))
}

async fn begin_session(
    state: &AppState,
    headers: &HeaderMap,
    address: &str,
    (email, password): (&str, &str),
) -> Answer<Fresh> {
    let device = headers.get(header::USER_AGENT).and_then(|device| device.to_str().ok()).unwrap_or_default();
    let previous = session_cookie::read(headers, state.secure_cookies);
    let form = SignIn { email, password, device, address, previous };
    Ok(identity::sign_in(&state.db, form, clock::now()).await?)
}

fn cookie(state: &AppState, fresh: &Fresh) -> Answer<WithCookie<SessionMade>> {
    let cookie = session_cookie::issue(&fresh.secret, state.secure_cookies)?;
    let made = SessionMade { id: fresh.session_id, person_id: fresh.person_id, expires_at: fresh.expires_at };
    Ok(([(header::SET_COOKIE, cookie)], Json(made)))
}

/// Ends the session that asks. Takes a session: an API token will not do.
#[utoipa::path(delete, path = "/sessions/current", tag = "account",
    responses((status = 204, description = "The session has ended and its cookie is taken away.")))]
async fn sign_out(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
    headers: HeaderMap,
) -> Answer<impl IntoResponse + use<>> {
    let secret = session_cookie::read(&headers, state.secure_cookies);
    let secret = secret.filter(|_| caller.is_at_browser()).ok_or(Error::Forbidden)?;
    identity::sign_out(&state.db, secret, clock::now()).await?;
    Ok((DONE, [(header::SET_COOKIE, session_cookie::clear(state.secure_cookies)?)]))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Forgotten {
    #[schema(format = "email", max_length = 254)]
    email: String,
}

/// Mails a link to set a new password, if the address has an account. The answer is the same if not.
#[utoipa::path(post, path = "/password/forgotten", tag = "account", security(()), request_body = Forgotten,
    responses((status = 202, description = "If the address has an account, a mail is on its way.")))]
async fn request_reset(
    State(state): State<AppState>,
    Body(Forgotten { email }): Body<Forgotten>,
) -> Answer<StatusCode> {
    identity::request_reset(&state.db, &email, &state.base_url, clock::now()).await?;
    Ok(StatusCode::ACCEPTED)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Reset {
    /// The secret of the mailed link.
    #[schema(max_length = 200)]
    token: String,
    #[schema(min_length = 8, max_length = 200)]
    password: String,
}

/// Sets a new password by the secret of the mailed link, once, and ends every session of the account.
#[utoipa::path(post, path = "/password/reset", tag = "account", security(()), request_body = Reset,
    responses((status = 204, description = "The password is set. Nobody is signed in by it yet.")))]
async fn reset_password(
    State(state): State<AppState>,
    Body(Reset { token, password }): Body<Reset>,
) -> Answer<StatusCode> {
    identity::reset_password(&state.db, &token, &password, clock::now()).await?;
    Ok(DONE)
}
