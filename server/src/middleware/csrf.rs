//! The one defence against requests that another site makes a browser send (CSRF): what changes
//! something, and every WebSocket, must come from this site.
//!
//! Browsers say so in `Sec-Fetch-Site`; older ones in `Origin`, which must be this server's own. A
//! request without cookies carries nobody's session: programs with a token are not asked.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

pub async fn refuse_foreign_origins(request: Request, next: Next) -> Response {
    if is_ours(request.method(), request.headers()) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "This request came from another site.").into_response()
    }
}

fn is_ours(method: &Method, headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let opens_socket = text(header::UPGRADE).is_some_and(|protocol| protocol.eq_ignore_ascii_case("websocket"));
    let reads = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    if (reads && !opens_socket) || !headers.contains_key(header::COOKIE) {
        return true;
    }
    match text(header::HeaderName::from_static("sec-fetch-site")) {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => match (text(header::ORIGIN), text(header::HOST)) {
            (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, of)| of == host),
            (None | Some(_), _) => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::is_ours;
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    const COOKIE: (&str, &str) = ("cookie", "atrium=x");
    const HOST: (&str, &str) = ("host", "work.example");

    #[test]
    fn what_changes_something_must_come_from_here() {
        for (more, expected) in [
            (vec![("sec-fetch-site", "same-origin")], true),
            (vec![("sec-fetch-site", "none")], true),
            (vec![("sec-fetch-site", "same-site")], false),
            (vec![("sec-fetch-site", "cross-site")], false),
            (vec![("sec-fetch-site", "cross-site"), ("origin", "https://work.example")], false),
            (vec![("origin", "https://work.example")], true),
            (vec![("origin", "https://evil.example")], false),
            (vec![("origin", "null")], false),
            (vec![], false),
        ] {
            let all: Vec<_> = [COOKIE, HOST].into_iter().chain(more.clone()).collect();
            assert_eq!(is_ours(&Method::POST, &headers(&all)), expected, "{more:?}");
        }
    }

    #[test]
    fn reading_and_tokens_are_free_and_sockets_are_not() {
        let cross = ("sec-fetch-site", "cross-site");
        assert!(is_ours(&Method::GET, &headers(&[COOKIE, HOST, cross])));
        assert!(is_ours(&Method::POST, &headers(&[HOST, ("authorization", "Bearer atr_x")])));
        assert!(!is_ours(&Method::GET, &headers(&[COOKIE, HOST, cross, ("upgrade", "websocket")])));
        assert!(!is_ours(&Method::GET, &headers(&[COOKIE, HOST, ("upgrade", "WebSocket")])));
    }
}
