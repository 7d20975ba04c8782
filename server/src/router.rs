//! Every way in.

use crate::{
    api, calendar, collab,
    config::{Network, Secret},
    health,
    middleware::{RateLimit, describe, find_client_address, harden, refuse_foreign_origins},
    pages,
    realtime::{self, Hub},
    session::recognise,
    shared,
    state::AppState,
    unsubscribe,
};
use axum::{Extension, Router, middleware, routing::get};
use std::sync::Arc;
use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, NotForContentType, Predicate},
    },
};

/// What the outermost layers need to know.
#[derive(Clone, Debug)]
pub struct Doorway {
    pub trusted_proxies: Vec<Network>,
    pub requests_per_second: u32,
    /// Who brings it may read the measurements; without one, this machine alone may.
    pub metrics_token: Option<Secret>,
}

impl Doorway {
    /// Of one editor of a page, in the long run.
    pub fn edits_per_second(&self) -> u32 {
        self.requests_per_second.saturating_mul(3) / 5
    }
}

/// Not the program for the browser: a release brings it compressed, and of a debug build it is 18 MB, which would take two
/// seconds each time that it is fetched.
fn worth_compressing() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::const_new("application/wasm"))
}

pub fn router(state: AppState, hub: Hub, rooms: collab::Rooms, doorway: &Doorway) -> Router {
    let live = Router::new()
        .route("/live", get(realtime::live))
        .route("/live/page/{workspace}/{page}", get(collab::page))
        .layer(Extension(hub))
        .layer(Extension(rooms.clone()))
        .layer(middleware::from_fn_with_state(state.clone(), recognise));
    let relay = Router::new().route("/live/relay", get(collab::relayed)).layer(Extension(rooms));
    let https = state.secure_cookies;
    let trusted: Arc<[Network]> = doorway.trusted_proxies.clone().into();
    Router::new()
        .merge(pages::router(&state))
        .merge(live)
        .merge(relay)
        .merge(health::router(doorway.metrics_token.clone()))
        .merge(calendar::router())
        .merge(shared::router())
        .merge(unsubscribe::router())
        .with_state(state.clone())
        .merge(api::router(state))
        // Browsers take zstd, which at this level is as small as brotli at its fourth for half of the time; who knows only
        // brotli or gzip gets that.
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(5)).compress_when(worth_compressing()))
        .layer(middleware::from_fn(refuse_foreign_origins))
        .layer(middleware::from_fn_with_state(RateLimit::new(doorway.requests_per_second), RateLimit::hold))
        .layer(middleware::from_fn_with_state(trusted, find_client_address))
        .layer(middleware::from_fn_with_state(https, harden))
        .layer(middleware::from_fn(describe))
}
