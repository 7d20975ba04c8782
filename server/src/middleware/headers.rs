//! The headers that tell a browser what this page may do.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

const ALWAYS: [(&str, &str); 2] =
    [("x-content-type-options", "nosniff"), ("cross-origin-resource-policy", "same-origin")];

/// What means something only where a page is opened. The files of the program are none, and there are many of them.
const PAGES: [(&str, &str); 3] = [
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// A page sets its own policy, with the nonce of its scripts; whatever else comes may do nothing.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

fn is_of_the_program(path: &str) -> bool {
    path.starts_with("/pkg/") || path.starts_with("/editor/") || path == "/offline.js"
}

/// `https`: whether people reach this server by it, so that browsers may insist on it from now on.
pub async fn harden(State(https): State<bool>, request: Request, next: Next) -> Response {
    let of_the_program = is_of_the_program(request.uri().path());
    let mut response = next.run(request).await;
    let page = !of_the_program || !response.status().is_success();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS.into_iter().chain(PAGES.into_iter().filter(|_| page)) {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if page {
        headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("same-origin"));
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOTHING));
    }
    // Whoever knows better has said so by now: files of the site may be kept.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-store"));
    if https {
        let a_year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, a_year);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::harden;
    use axum::{Router, body::Body, http::Request, http::StatusCode, middleware, routing::get};
    use tower::ServiceExt;

    async fn names(path: &str) -> Vec<String> {
        let app = Router::new()
            .route("/pkg/house.pack", get(async || "a file"))
            .route("/editor/open.js", get(async || "a file"))
            .route("/pkg/none.pack", get(async || (StatusCode::NOT_FOUND, "a page")))
            .route("/home", get(async || "a page"))
            .layer(middleware::from_fn_with_state(false, harden));
        let answer = app.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        answer.headers().keys().map(ToString::to_string).collect()
    }

    #[tokio::test]
    async fn a_page_is_held_to_more_than_a_file_of_the_program() {
        for always in ["x-content-type-options", "cross-origin-resource-policy", "cache-control"] {
            assert!(names("/home").await.contains(&always.to_owned()), "{always}");
            assert!(names("/pkg/house.pack").await.contains(&always.to_owned()), "{always}");
        }
        for page in ["x-frame-options", "content-security-policy", "permissions-policy", "referrer-policy"] {
            assert!(names("/home").await.contains(&page.to_owned()), "{page}");
            assert!(names("/pkg/none.pack").await.contains(&page.to_owned()), "{page}");
            assert!(!names("/pkg/house.pack").await.contains(&page.to_owned()), "{page}");
            assert!(!names("/editor/open.js").await.contains(&page.to_owned()), "{page}");
        }
    }
}
