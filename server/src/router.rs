//! Every way in.

use crate::{
    api, calendar,
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
use tower_http::{CompressionLevel, compression::CompressionLayer};

/// What the outermost layers need to know.
#[derive(Clone, Debug)]
pub struct Doorway {
    pub trusted_proxies: Vec<Network>,
    pub requests_per_second: u32,
    /// Who brings it may read the measurements; without one, this machine alone may.
    pub metrics_token: Option<Secret>,
}

pub fn router(state: AppState, hub: Hub, doorway: &Doorway) -> Router {
    let live = Router::new()
        .route("/live", get(realtime::live))
        .layer(Extension(hub))
        .layer(middleware::from_fn_with_state(state.clone(), recognise));
    let https = state.secure_cookies;
    let trusted: Arc<[Network]> = doorway.trusted_proxies.clone().into();
    Router::new()
        .merge(pages::router(&state))
        .merge(live)
        .merge(health::router(doorway.metrics_token.clone()))
        .merge(calendar::router())
        .merge(shared::router())
        .merge(unsubscribe::router())
        .with_state(state.clone())
        .merge(api::router(state))
        // A page of a board is a quarter smaller than at the fastest level; one level higher costs twice as much again.
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        .layer(middleware::from_fn(refuse_foreign_origins))
        .layer(middleware::from_fn_with_state(RateLimit::new(doorway.requests_per_second), RateLimit::hold))
        .layer(middleware::from_fn_with_state(trusted, find_client_address))
        .layer(middleware::from_fn_with_state(https, harden))
        .layer(middleware::from_fn(describe))
}
