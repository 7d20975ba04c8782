//! The cookie that carries a session's secret. Over https it has the `__Host-` prefix, which makes
//! browsers refuse it from anywhere but this host, its root path and a secure connection.

use atrium::identity;
use http::{HeaderMap, HeaderValue, header};

/// What the cookie is called.
pub fn name(secure: bool) -> &'static str {
    if secure { "__Host-atrium" } else { "atrium" }
}

/// The session's secret that came with a request.
pub fn read(headers: &HeaderMap, secure: bool) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(found, value)| (found == name(secure)).then_some(value))
}

/// The `Set-Cookie` that gives a browser this secret.
pub fn issue(secret: &str, secure: bool) -> atrium::Result<HeaderValue> {
    set(secret, identity::ABSOLUTE.whole_seconds(), secure)
}

/// The `Set-Cookie` that takes the secret away.
pub fn clear(secure: bool) -> atrium::Result<HeaderValue> {
    set("", 0, secure)
}

fn set(value: &str, seconds: i64, secure: bool) -> atrium::Result<HeaderValue> {
    let guard = if secure { "; Secure" } else { "" };
    let text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{guard}", name(secure));
    HeaderValue::from_str(&text).map_err(atrium::Error::internal)
}

#[cfg(test)]
mod tests {
    use super::{issue, read};
    use http::{HeaderMap, HeaderValue, header};

    #[test]
    fn the_secret_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("theme=dark; __Host-atrium=abc; atrium=old"));
        assert_eq!(read(&headers, true), Some("abc"));
        assert_eq!(read(&headers, false), Some("old"));
    }

    #[test]
    fn over_https_the_cookie_is_bound_to_this_host() {
        let cookie = issue("abc", true).unwrap();
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-atrium=abc; Path=/; HttpOnly; SameSite=Lax"));
        assert!(cookie.ends_with("; Secure"));
    }
}
