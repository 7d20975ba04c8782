//! What a balancer and a monitor ask. `/healthz`: the process lives. `/readyz`: it can serve.

use crate::state::AppState;
use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use serde_json::{Value, json};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(2);

pub fn router() -> Router<AppState> {
    Router::new().route("/healthz", get(async || "ok")).route("/readyz", get(ready))
}

async fn ready(State(state): State<AppState>) -> (StatusCode, Json<Value>) {
    let asked = sqlx::query("select 1").execute(state.db.pool());
    let database = matches!(tokio::time::timeout(PATIENCE, asked).await, Ok(Ok(_)));
    let status = if database { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({ "ready": database, "database": database })))
}
