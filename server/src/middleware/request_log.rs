//! Each request has an id, a line in the log and its place in the measurements.

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};
use tracing::Instrument;

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Seconds: fine around the budgets, coarse beyond.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.2, 0.5, 2.0, 10.0];
const UPKEEP: Duration = Duration::from_secs(5);

/// What `/metrics` shows, in the exposition format of Prometheus.
pub fn metrics_handle() -> Option<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let name = Matcher::Full("atrium_http_seconds".to_owned());
            let builder = PrometheusBuilder::new().set_buckets_for_metric(name, &BUCKETS).ok()?;
            let recorder = builder.install_recorder().ok()?;
            let kept = recorder.clone();
            // Until somebody asks, samples would only pile up.
            tokio::spawn(async move {
                loop {
                    tokio::time::sleep(UPKEEP).await;
                    kept.run_upkeep();
                }
            });
            Some(recorder)
        })
        .as_ref()
}

/// The id a proxy gave, if it is harmless, else a fresh one.
fn id_of(request: &Request) -> String {
    let given = request.headers().get(&REQUEST_ID).and_then(|id| id.to_str().ok());
    let given =
        given.filter(|id| (8..=64).contains(&id.len()) && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
    given.map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned)
}

pub async fn describe(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = id_of(&request);
    let method = request.method().to_string();
    let path = request.uri().path().to_owned();
    // Labels are templates, never addresses: their number stays small.
    let route =
        request.extensions().get::<MatchedPath>().map_or_else(|| "other".to_owned(), |it| it.as_str().to_owned());
    let span = tracing::info_span!("request", id, method, path);
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, seconds) = (response.status().as_u16(), started.elapsed().as_secs_f64());
    let labels = [("method", method), ("route", route), ("status", status.to_string())];
    metrics::histogram!("atrium_http_seconds", &labels).record(seconds);
    span.in_scope(|| {
        let milliseconds = seconds * 1_000.0;
        if status >= 500 {
            metrics::counter!("atrium_http_errors_total").increment(1);
            tracing::warn!(status, milliseconds, "answered with an error");
        } else {
            tracing::debug!(status, milliseconds, "answered");
        }
    });
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID.clone(), id);
    }
    response
}
