//! The session's cookie, set and cleared by the answers that begin and end sessions.

use crate::context::Request;
use http::{HeaderValue, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

const DAYS_90: u32 = 90 * 24 * 60 * 60;

/// The `__Host-` prefix makes browsers refuse the cookie from anywhere but this host, over https.
pub fn name(secure: bool) -> &'static str {
    if secure { "__Host-atrium" } else { "atrium" }
}

pub fn set(request: &Request, secret: &str) {
    put(request, secret, DAYS_90);
}

pub fn clear(request: &Request) {
    put(request, "", 0);
}

/// The secret that came with the request, if there is one.
pub fn read(request: &Request) -> Option<String> {
    let parts = use_context::<http::request::Parts>()?;
    let cookies = parts.headers.get(header::COOKIE)?.to_str().ok()?;
    let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name(request.secure)).map(|(_, value)| value.to_owned())
}

fn put(request: &Request, secret: &str, seconds: u32) {
    let secure = if request.secure { "; Secure" } else { "" };
    let cookie =
        format!("{}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}", name(request.secure));
    if let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&cookie)) {
        response.append_header(header::SET_COOKIE, value);
    }
}
