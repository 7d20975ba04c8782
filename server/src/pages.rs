//! The screens: Leptos pages, server functions and the files of the site.

use crate::{program::Program, session::recognise, state::AppState};
use app::session_cookie;
use app::{
    App, context,
    island::Island,
    packs::Packs,
    shell::{Build, shell},
};
use atrium::{
    clock,
    identity::{self, SignedIn},
};
use axum::{
    Json, Router,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use leptos::{
    nonce::use_nonce,
    prelude::{provide_context, use_context},
};
use leptos_axum::{LeptosRoutes, ResponseOptions, file_and_error_handler_with_context, generate_route_list};

/// A form or the body of a server function: an import brings up to 10 MB of CSV.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// What the service worker may fetch, and the page that it shows without a connection. Both are files and take no
/// nonce; under the policy of files that do nothing, neither works.
const OFFLINE: &str = "default-src 'none'; connect-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";
const WORKER: &str = "/sw.js";

/// Where pages of the wiki may show something from, once somebody asks for it: the list of `frontend/editor/src/embeds.ts`.
pub const FRAMES: &str =
    "https://www.youtube-nocookie.com https://player.vimeo.com https://www.figma.com https://www.loom.com";

/// A browser asks for it anew for each group of icons that it draws, within one page too.
const ICONS: &str = "/icons.svg";

pub fn router(state: &AppState) -> Router<AppState> {
    let routes = generate_route_list(App);
    let options = state.leptos_options.clone();
    let (packs, island) = (Packs::of(&options), Island::of(&options));
    let program = Program::of(&options, island.as_ref());
    let given = {
        let (state, build) = (state.clone(), Build(program.build.clone()));
        move || {
            provide_context(build.clone());
            if let Some(packs) = packs.clone() {
                provide_context(packs);
            }
            if let Some(island) = island.clone() {
                provide_context(island);
            }
            provide_request(&state);
        }
    };
    let site = file_and_error_handler_with_context::<AppState, _>(given.clone(), shell);
    Router::new()
        .leptos_routes_with_context(state, routes, given, move || shell(options.clone()))
        .route("/sign-out", post(sign_out))
        .route("/program.json", get(async move || Json(program)))
        .fallback(site)
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(middleware::from_fn(drop_planted_refusals))
        .layer(middleware::from_fn_with_state(worker_policy(state), cache_rules))
        .layer(middleware::from_fn_with_state(state.clone(), recognise))
}

/// Gives pages and server functions the database and who asks.
fn provide_request(state: &AppState) {
    let parts = use_context::<http::request::Parts>();
    let signed_in = parts.as_ref().and_then(|parts| parts.extensions.get::<SignedIn>().cloned());
    let address = parts.as_ref().and_then(|parts| parts.extensions.get::<crate::state::ClientAddress>());
    set_policy(state);
    provide_context(context::Request {
        db: state.db.clone(),
        caller: signed_in.as_ref().map(|signed_in| signed_in.caller),
        session: signed_in.map(|signed_in| signed_in.info),
        base_url: state.base_url.clone(),
        secure: state.secure_cookies,
        development: state.development,
        reach: state.reach.clone(),
        address: address.map(|address| address.0.to_string()).unwrap_or_default(),
    });
}

/// What a page may load and run: its own files, and the scripts that carry its nonce.
fn set_policy(state: &AppState) {
    let (Some(nonce), Some(options)) = (use_nonce(), use_context::<ResponseOptions>()) else { return };
    let host = &state.base_url;
    // The reloading of a development build has a socket on a port of its own.
    let (here, reload) = if state.development { ("'self'", " ws:") } else { ("", "") };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'wasm-unsafe-eval' {host}/pkg/ {host}/editor/ {here}; \
         style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; connect-src 'self'{reload}; font-src 'self'; \
         manifest-src 'self'; worker-src 'self'; frame-src {FRAMES}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
         object-src 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        options.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// The worker runs its own parts and nothing else. A development build is asked for at more than one address.
fn worker_policy(state: &AppState) -> Option<HeaderValue> {
    let host = &state.base_url;
    let scripts = if state.development { "'self'".to_owned() } else { format!("{host}/worker/ {host}/push.js") };
    HeaderValue::try_from(format!("{OFFLINE}; script-src {scripts}")).ok()
}

async fn sign_out(State(state): State<AppState>, headers: HeaderMap) -> Response {
    if let Some(secret) = session_cookie::read(&headers, state.secure_cookies)
        && let Err(error) = identity::sign_out(&state.db, secret, clock::now()).await
    {
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        return (status, error.to_string()).into_response();
    }
    let mut response = Redirect::to("/sign-in").into_response();
    if let Ok(cookie) = session_cookie::clear(state.secure_cookies) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    // The worker lets go of what it kept for reading when it hears who is here. What was written and not sent stays:
    // clearing the storage would lose it.
    let copies = HeaderValue::from_static("\"cache\"");
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), copies);
    response
}

/// A form that is sent without scripts gets its refusal back in the query of its page. A link from elsewhere could
/// bring one too, and the page would say a stranger's words as if they were ours.
async fn drop_planted_refusals(request: Request, next: Next) -> Response {
    let from_elsewhere = request.headers().get("sec-fetch-site").is_some_and(|site| site != "same-origin");
    let has_refusal = |query: &str| query.split('&').any(|pair| pair.starts_with("__err="));
    if from_elsewhere && request.uri().query().is_some_and(has_refusal) {
        let path = request.uri().path().trim_start_matches(['/', '\\']);
        return Redirect::to(&format!("/{path}")).into_response();
    }
    next.run(request).await
}

/// All of the program, and all of the editor but the list of its files.
fn is_named_by_content(path: &str) -> bool {
    path.starts_with("/pkg/") || (path.starts_with("/editor/") && path != "/editor/manifest.json")
}

/// Files named by their content are kept for good; what belongs to a person is kept nowhere.
async fn cache_rules(State(worker): State<Option<HeaderValue>>, request: Request<Body>, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let policy = match path.as_str() {
        WORKER => worker,
        "/offline.html" => Some(HeaderValue::from_static(OFFLINE)),
        _ => None,
    };
    if let Some(policy) = policy {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if response.headers().contains_key(header::CACHE_CONTROL) {
        return response;
    }
    let html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html") || kind.starts_with("application/json"));
    let rule = if is_named_by_content(&path) && response.status() == StatusCode::OK {
        "public, max-age=31536000, immutable"
    } else if path == ICONS {
        "public, max-age=60"
    } else if html {
        "private, no-store"
    } else {
        "no-cache"
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(rule));
    response
}

#[cfg(test)]
mod tests {
    use super::cache_rules;
    use axum::{
        Router,
        body::Body,
        http::{HeaderValue, Request, StatusCode, header},
        middleware,
        routing::get,
    };
    use tower::ServiceExt;

    async fn rule(path: &str) -> String {
        let app = Router::new()
            .route("/pkg/house.pack", get(async || "a file"))
            .route("/editor/open.ABCDEFGH.js", get(async || "a file"))
            .route("/editor/manifest.json", get(async || "a list"))
            .route("/editor/gone.js", get(async || (StatusCode::NOT_FOUND, "a page")))
            .route("/favicon.svg", get(async || "a file"))
            .layer(middleware::from_fn_with_state(None::<HeaderValue>, cache_rules));
        let answer = app.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        answer.headers()[header::CACHE_CONTROL].to_str().unwrap().to_owned()
    }

    #[tokio::test]
    async fn what_is_named_by_its_content_is_kept_for_good() {
        assert!(rule("/pkg/house.pack").await.contains("immutable"));
        assert!(rule("/editor/open.ABCDEFGH.js").await.contains("immutable"));
        for changing in ["/editor/manifest.json", "/editor/gone.js", "/favicon.svg"] {
            assert_eq!(rule(changing).await, "no-cache", "{changing}");
        }
    }
}
