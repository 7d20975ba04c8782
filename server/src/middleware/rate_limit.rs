//! A bucket of requests for each address. What signing in costs is counted apart, by the account.

use super::refusal::refuse;
use crate::state::ClientAddress;
use atrium::Error;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

/// How many times the long-run rate may come at once.
const BURST: u32 = 10;
/// Addresses with a full bucket are forgotten every so many requests.
const TIDY_EVERY: u32 = 10_000;

#[derive(Clone, Debug)]
pub struct RateLimit(Arc<Buckets>);

#[derive(Debug)]
struct Buckets {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    requests: AtomicU32,
}

impl RateLimit {
    pub fn new(per_second: u32) -> Self {
        let rate = NonZeroU32::new(per_second).unwrap_or(NonZeroU32::MIN);
        let burst = NonZeroU32::new(rate.get().saturating_mul(BURST)).unwrap_or(rate);
        let limiter = RateLimiter::keyed(Quota::per_second(rate).allow_burst(burst));
        Self(Arc::new(Buckets { limiter, requests: AtomicU32::new(0) }))
    }

    pub async fn hold(State(limit): State<Self>, request: Request, next: Next) -> Response {
        let path = request.uri().path();
        let address = request.extensions().get::<ClientAddress>();
        let Some(&ClientAddress(address)) = address.filter(|_| !is_free(path)) else {
            return next.run(request).await;
        };
        match limit.take(address) {
            Ok(()) => next.run(request).await,
            Err(seconds) => {
                metrics::counter!("atrium_rate_limited_total").increment(1);
                let error = Error::Busy { retry_after_seconds: seconds };
                let mut response = refuse(path, &error, error.to_string());
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
                response
            }
        }
    }

    /// Takes one from the address's bucket, or says in how many seconds there is one.
    fn take(&self, address: IpAddr) -> Result<(), u32> {
        let buckets = &self.0;
        if buckets.requests.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            buckets.limiter.retain_recent();
        }
        buckets.limiter.check_key(&household(address)).map_err(|empty| {
            let wait = empty.wait_time_from(DefaultClock::default().now());
            u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1)
        })
    }
}

/// Files that cost nothing, and what monitors ask.
fn is_free(path: &str) -> bool {
    path.starts_with("/pkg/") || ["/healthz", "/readyz", "/metrics"].contains(&path)
}

/// Whoever has one IPv6 address has the 2^64 beside it.
fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & !u128::from(u64::MAX))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_empties_its_own_bucket_alone() {
        let limit = RateLimit::new(2);
        let (one, two): (IpAddr, IpAddr) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        assert!((0..20).all(|_| limit.take(one).is_ok()));
        assert_eq!(limit.take(one), Err(1));
        assert_eq!(limit.take(two), Ok(()));
    }

    #[test]
    fn neighbours_in_ipv6_share_a_bucket() {
        let same: [IpAddr; 2] = ["2001:db8::1".parse().unwrap(), "2001:db8::ffff:1".parse().unwrap()];
        assert_eq!(household(same[0]), household(same[1]));
        assert_ne!(household(same[0]), household("2001:db8:0:1::1".parse().unwrap()));
    }
}
