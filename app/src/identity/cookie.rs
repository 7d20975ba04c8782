//! The session's cookie in the answers of server functions that begin and end sessions.

use crate::{context::Request, session_cookie};
use atrium::Result;
use http::{HeaderValue, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

pub fn set(request: &Request, secret: &str) {
    put(session_cookie::issue(secret, request.secure));
}

pub fn clear(request: &Request) {
    put(session_cookie::clear(request.secure));
}

/// The secret that came with the request, if there is one.
pub fn read(request: &Request) -> Option<String> {
    let parts = use_context::<Parts>()?;
    session_cookie::read(&parts.headers, request.secure).map(str::to_owned)
}

fn put(cookie: Result<HeaderValue>) {
    if let (Some(response), Ok(cookie)) = (use_context::<ResponseOptions>(), cookie) {
        response.append_header(header::SET_COOKIE, cookie);
    }
}
