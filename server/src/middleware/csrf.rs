//! The one check that a change was asked for by our own pages (OWASP: fetch metadata, else origin).
//!
//! It covers what changes something, and WebSocket handshakes, which are GET and carry cookies.

use super::refusal::refuse;
use atrium::Error;
use axum::{
    extract::Request,
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::Response,
};

pub async fn refuse_foreign_origins(request: Request, next: Next) -> Response {
    if may_pass(request.method(), request.headers()) {
        return next.run(request).await;
    }
    let path = request.uri().path();
    tracing::warn!(origin = ?request.headers().get(header::ORIGIN), "a request from another site was refused");
    refuse(path, &Error::Forbidden, "This request came from another site and was refused.".to_owned())
}

fn may_pass(method: &Method, headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let upgrade = headers.contains_key(header::UPGRADE);
    let safe = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) && !upgrade;
    if safe {
        return true;
    }
    // A browser says for every page what its relation to us is, and no page can change that.
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    if headers.contains_key(header::ORIGIN) {
        return text(header::ORIGIN).is_some_and(|origin| is_own(origin, text(header::HOST)));
    }
    // No browser: nothing that a page could misuse, unless it brings a cookie.
    !headers.contains_key(header::COOKIE)
}

/// A page of another site can choose neither header.
fn is_own(origin: &str, host: Option<&str>) -> bool {
    let authority = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    authority.is_some() && authority == host
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://work.example.org";

    fn passes(method: &str, pairs: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert("host", "work.example.org".parse().unwrap());
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        may_pass(&method.parse().unwrap(), &headers)
    }

    #[test]
    fn looking_is_free() {
        for method in ["GET", "HEAD", "OPTIONS"] {
            assert!(passes(method, &[("sec-fetch-site", "cross-site"), ("cookie", "a=b")]), "{method}");
        }
    }

    #[test]
    fn every_combination_of_a_change() {
        let sites = [None, Some("same-origin"), Some("none"), Some("same-site"), Some("cross-site"), Some("odd")];
        let origins = [
            None,
            Some(BASE),
            Some("https://evil.example"),
            Some("null"),
            Some("https://work.example.org.evil.example"),
        ];
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            for site in sites {
                for origin in origins {
                    for (cookie, bearer) in [(true, false), (false, true), (true, true), (false, false)] {
                        let mut headers = Vec::new();
                        headers.extend(site.map(|site| ("sec-fetch-site", site)));
                        headers.extend(origin.map(|origin| ("origin", origin)));
                        headers.extend(cookie.then_some(("cookie", "__Host-atrium=x")));
                        headers.extend(bearer.then_some(("authorization", "Bearer atr_x")));
                        let wanted = match (site, origin) {
                            (Some("same-origin" | "none"), _) => true,
                            (Some(_), _) => false,
                            (None, Some(origin)) => origin == BASE,
                            (None, None) => !cookie,
                        };
                        assert_eq!(passes(method, &headers), wanted, "{method} {headers:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_socket_is_opened_by_our_own_pages_alone() {
        let socket = |pairs: &[(&'static str, &str)]| {
            passes("GET", &[&[("upgrade", "websocket"), ("cookie", "a=b")], pairs].concat())
        };
        assert!(socket(&[("origin", BASE)]) && socket(&[("sec-fetch-site", "same-origin"), ("origin", BASE)]));
        assert!(!socket(&[]) && !socket(&[("origin", "null")]) && !socket(&[("origin", "https://evil.example")]));
        assert!(!socket(&[("sec-fetch-site", "cross-site"), ("origin", BASE)]));
        assert!(passes("GET", &[("upgrade", "websocket"), ("authorization", "Bearer atr_x")]));
    }

    #[test]
    fn the_host_that_was_asked_is_our_own() {
        assert!(is_own("http://10.0.0.7:3000", Some("10.0.0.7:3000")));
        assert!(!is_own("http://10.0.0.7:3001", Some("10.0.0.7:3000")));
        assert!(!is_own("null", None) && !is_own("null", Some("null")));
    }
}
