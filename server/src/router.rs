//! Every way in.

use crate::{
    api, health, pages,
    realtime::{self, Hub},
    session::recognise,
    state::AppState,
};
use axum::{Extension, Router, middleware, routing::get};

pub fn router(state: AppState, hub: Hub) -> Router {
    let live = Router::new()
        .route("/live", get(realtime::live))
        .layer(Extension(hub))
        .layer(middleware::from_fn_with_state(state.clone(), recognise));
    Router::new()
        .merge(pages::router(&state))
        .merge(live)
        .merge(health::router())
        .with_state(state.clone())
        .merge(api::router(state))
}
