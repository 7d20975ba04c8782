//! Who comes with a request: the session behind its cookie, recognised once for pages, server
//! functions and the live socket. And the other way: each answer says for whom it was made, so that the browser's
//! worker keeps nothing of one person for another.

use crate::{api::Problem, state::AppState};
use app::session_cookie;
use atrium::{
    actor::{Caller, Proof},
    clock,
    identity::{self, SignedIn},
};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// In an answer, the person it was made for, or `none`. In a request, the person who wrote what is sent late.
const ACCOUNT: HeaderName = HeaderName::from_static("atrium-account");

/// Puts the [`SignedIn`] of the session into the request, and renews the secret when it is due. A
/// page that needs a sign-in sends whoever has none to it.
pub async fn recognise(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let signed_in = match session_of(&state, request.headers()).await {
        Ok(signed_in) => signed_in,
        Err(error) => return unavailable(&error),
    };
    let account = account_of(signed_in.as_ref());
    let mut response = if is_of_another(&request, &account) {
        (StatusCode::UNAUTHORIZED, "This was written by somebody else.").into_response()
    } else if signed_in.is_none() && needs_sign_in(&request) {
        let next = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let next = utf8_percent_encode(next, NON_ALPHANUMERIC);
        Redirect::to(&format!("/sign-in?next={next}")).into_response()
    } else {
        pass_on(&state, signed_in, request, next).await
    };
    response.headers_mut().insert(ACCOUNT, account);
    response
}

fn account_of(signed_in: Option<&SignedIn>) -> HeaderValue {
    let person = signed_in.and_then(|one| HeaderValue::try_from(one.caller.person_id.to_string()).ok());
    person.unwrap_or(HeaderValue::from_static("none"))
}

/// What was written without a connection is sent later, when somebody else may be signed in.
fn is_of_another(request: &Request, account: &HeaderValue) -> bool {
    request.headers().get(ACCOUNT).is_some_and(|writer| writer != account)
}

/// The same for the API. Whoever brings `Authorization` is not looked at for a session.
pub async fn recognise_program(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if request.headers().contains_key(header::AUTHORIZATION) {
        return next.run(request).await;
    }
    match session_of(&state, request.headers()).await {
        Ok(signed_in) => pass_on(&state, signed_in, request, next).await,
        Err(error) => Problem::from(error).into_response(),
    }
}

async fn session_of(state: &AppState, headers: &HeaderMap) -> atrium::Result<Option<SignedIn>> {
    match session_cookie::read(headers, state.secure_cookies) {
        Some(secret) => identity::authenticate_session(&state.db, secret, clock::now()).await,
        None => Ok(None),
    }
}

async fn pass_on(state: &AppState, signed_in: Option<SignedIn>, mut request: Request, next: Next) -> Response {
    let renewed = match &signed_in {
        Some(SignedIn { rotation_due: true, caller: Caller { proof: Proof::Session(id), .. }, .. }) => {
            // What fails here is tried again by the next request.
            identity::rotate(&state.db, *id, clock::now()).await.unwrap_or_default()
        }
        _ => None,
    };
    if let Some(signed_in) = signed_in {
        request.extensions_mut().insert(signed_in);
    }
    let mut response = next.run(request).await;
    // What the act itself says of the cookie is newer.
    if !response.headers().contains_key(header::SET_COOKIE)
        && let Some(cookie) = renewed.and_then(|secret| session_cookie::issue(&secret, state.secure_cookies).ok())
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn needs_sign_in(request: &Request) -> bool {
    let path = request.uri().path();
    let page = matches!(*request.method(), Method::GET | Method::HEAD);
    page && (path == "/" || path.starts_with("/w/") || path.starts_with("/settings/"))
}

fn unavailable(error: &atrium::Error) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    (status, error.to_string()).into_response()
}

/// The caller of a session, for routes that are neither page nor API. 401 without one.
pub struct SessionCaller(pub Caller);

impl<S: Sync> FromRequestParts<S> for SessionCaller {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let signed_in = parts.extensions.get::<SignedIn>().ok_or(StatusCode::UNAUTHORIZED)?;
        Ok(Self(signed_in.caller))
    }
}
