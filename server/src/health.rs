//! What a balancer and a monitor ask. `/healthz`: the process lives. `/readyz`: it can serve.
//! `/metrics`: how it does, for whoever has the token, or sits on this machine.

use crate::{
    config::Secret,
    middleware::metrics_handle,
    state::{AppState, ClientAddress},
};
use axum::{
    Json, Router,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::{Value, json};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(2);
/// What a proxy adds. A request that has one comes from elsewhere, whatever address it has.
const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

pub fn router(metrics_token: Option<Secret>) -> Router<AppState> {
    let measurements = get(measurements).layer(middleware::from_fn_with_state(metrics_token, guard));
    Router::new().route("/healthz", get(async || "ok")).route("/readyz", get(ready)).route("/metrics", measurements)
}

async fn guard(State(token): State<Option<Secret>>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let (allowed, status) = match &token {
        Some(token) => (brings(headers, token), StatusCode::UNAUTHORIZED),
        None => (is_local(&request), StatusCode::FORBIDDEN),
    };
    if allowed {
        return next.run(request).await;
    }
    let sentence = "Measurements are for the token of ATRIUM_METRICS_TOKEN; without one, for this machine alone.";
    (status, [(header::WWW_AUTHENTICATE, "Bearer realm=\"metrics\"")], sentence).into_response()
}

fn brings(headers: &HeaderMap, token: &Secret) -> bool {
    let given = headers.get(header::AUTHORIZATION).and_then(|given| given.to_str().ok());
    let given =
        given.and_then(|given| given.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    // Hashes are compared, so that the time it takes tells nothing of the token.
    given.is_some_and(|(_, given)| atrium::secret::hash(given.trim()) == atrium::secret::hash(token.expose()))
}

fn is_local(request: &Request) -> bool {
    let address = request.extensions().get::<ClientAddress>();
    let direct = !FORWARDED.iter().any(|name| request.headers().contains_key(*name));
    direct && address.is_some_and(|address| address.0.is_loopback())
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

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use tower::ServiceExt;

    async fn answer(token: Option<&str>, from: &str, headers: &[(&str, &str)]) -> StatusCode {
        let guarded = get(async || "measured").layer(middleware::from_fn_with_state(token.map(Secret::new), guard));
        let mut request = Request::builder().uri("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ClientAddress(from.parse().unwrap()));
        Router::new().route("/", guarded).oneshot(request).await.unwrap().status()
    }

    #[tokio::test]
    async fn without_a_token_this_machine_alone_is_answered() {
        assert_eq!(answer(None, "127.0.0.1", &[]).await, 200);
        assert_eq!(answer(None, "::1", &[]).await, 200);
        assert_eq!(answer(None, "192.0.2.1", &[]).await, 403);
        assert_eq!(answer(None, "127.0.0.1", &[("x-forwarded-for", "127.0.0.1")]).await, 403);
        assert_eq!(answer(None, "192.0.2.1", &[("authorization", "Bearer ")]).await, 403);
    }

    #[tokio::test]
    async fn with_a_token_whoever_brings_it_is_answered() {
        let token = Some("a long secret of monitors");
        let bearing = ("authorization", "Bearer a long secret of monitors");
        assert_eq!(answer(token, "192.0.2.1", &[bearing]).await, 200);
        assert_eq!(answer(token, "127.0.0.1", &[]).await, 401);
        assert_eq!(answer(token, "127.0.0.1", &[("authorization", "Bearer a long secret")]).await, 401);
        assert_eq!(answer(token, "127.0.0.1", &[("authorization", "Basic a long secret of monitors")]).await, 401);
    }
}
