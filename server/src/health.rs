//! What a balancer and a monitor ask. `/healthz`: the process lives. `/readyz`: it can serve.

use crate::{middleware::metrics_handle, state::AppState};
use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use serde_json::{Value, json};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(2);

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
        .route("/metrics", get(measurements))
}

/// For Prometheus. It tells of amounts and times, never of people or what they wrote.
async fn measurements(State(state): State<AppState>) -> String {
    let Some(handle) = metrics_handle() else { return String::new() };
    let pool = state.db.pool();
    let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
    metrics::gauge!("atrium_database_connections").set(pool.size());
    metrics::gauge!("atrium_database_connections_idle").set(idle);
    metrics::gauge!("atrium_database_connections_most").set(pool.options().get_max_connections());
    handle.render()
}

async fn ready(State(state): State<AppState>) -> (StatusCode, Json<Value>) {
    let asked = sqlx::query("select 1").execute(state.db.pool());
    let database = matches!(tokio::time::timeout(PATIENCE, asked).await, Ok(Ok(_)));
    let status = if database { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({ "ready": database, "database": database })))
}
