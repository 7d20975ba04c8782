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

/// Asked for so often, and telling so little, that a line of each would hide the others.
const QUIET: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

pub async fn describe(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = id_of(&request);
    let method = request.method().to_string();
    // The template, never the address itself: some addresses carry a secret, and their number is endless.
    let route =
        request.extensions().get::<MatchedPath>().map_or_else(|| "other".to_owned(), |it| it.as_str().to_owned());
    let quiet = route == "other" || QUIET.contains(&route.as_str());
    let span = tracing::info_span!("request", id, method, route);
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, seconds) = (response.status().as_u16(), started.elapsed().as_secs_f64());
    let labels = [("method", method), ("route", route), ("status", status.to_string())];
    metrics::histogram!("atrium_http_seconds", &labels).record(seconds);
    span.in_scope(|| {
        let milliseconds = seconds * 1_000.0;
        if status >= 500 {
            metrics::counter!("atrium_http_errors_total").increment(1);
            tracing::warn!(status, milliseconds, "answered with an error");
        } else if quiet {
            tracing::debug!(status, milliseconds, "answered");
        } else {
            tracing::info!(status, milliseconds, "answered");
        }
    });
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID.clone(), id);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, body::Body, middleware::from_fn, routing::get};
    use std::{
        io::{self, Write},
        sync::{Arc, Mutex},
    };
    use tower::ServiceExt;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What production logs of one request.
    async fn logged(uri: &str) -> String {
        let lines = Lines::default();
        let written = lines.clone();
        let log = tracing_subscriber::fmt().json().flatten_event(true).with_writer(move || written.clone()).finish();
        let _log = tracing::subscriber::set_default(log);
        let app = Router::new()
            .route("/invite/{token}", get(async || "welcome"))
            .route("/healthz", get(async || "ok"))
            .layer(from_fn(describe));
        let request = Request::builder().uri(uri).header("authorization", "Bearer atr_hidden").body(Body::empty());
        app.oneshot(request.unwrap()).await.unwrap();
        String::from_utf8(lines.0.lock().unwrap().clone()).unwrap()
    }

    #[tokio::test]
    async fn a_request_is_one_line_without_its_secrets() {
        let text = logged("/invite/hidden-token?next=hidden-query").await;
        let line: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(line["level"], "INFO");
        assert_eq!(line["status"], 200);
        assert!(line["milliseconds"].is_number());
        assert_eq!(line["span"]["method"], "GET");
        assert_eq!(line["span"]["route"], "/invite/{token}");
        assert!(uuid::Uuid::parse_str(line["span"]["id"].as_str().unwrap()).is_ok());
        assert!(!text.contains("hidden"), "{text}");
    }

    #[tokio::test]
    async fn what_monitors_ask_all_the_time_is_not_told() {
        assert_eq!(logged("/healthz").await, "");
        assert_eq!(logged("/nothing-here").await, "");
    }
}
