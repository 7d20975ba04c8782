//! How much one address may ask for.

use crate::state::ClientAddress;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::{net::IpAddr, num::NonZeroU32, sync::Arc};

/// A bucket for each address (GCRA): `per_second` in the long run, ten times as many at once.
#[derive(Clone, Debug)]
pub struct RateLimit(Arc<DefaultKeyedRateLimiter<IpAddr>>);

/// Above so many addresses, those that have been quiet are forgotten.
const MANY: usize = 10_000;

impl RateLimit {
    pub fn new(per_second: u32) -> Self {
        let per_second = NonZeroU32::new(per_second).unwrap_or(NonZeroU32::MIN);
        let burst = NonZeroU32::new(per_second.get().saturating_mul(10)).unwrap_or(per_second);
        Self(Arc::new(RateLimiter::keyed(Quota::per_second(per_second).allow_burst(burst))))
    }

    pub async fn hold(State(limit): State<Self>, request: Request, next: Next) -> Response {
        let address = request.extensions().get::<ClientAddress>().map(|address| address.0);
        if address.is_some_and(|address| limit.0.check_key(&address).is_err()) {
            let mut response =
                (StatusCode::TOO_MANY_REQUESTS, "Too many requests. Please wait a moment.").into_response();
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            return response;
        }
        if limit.0.len() > MANY {
            limit.0.retain_recent();
        }
        next.run(request).await
    }
}
