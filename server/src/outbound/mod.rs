//! The one client for requests to addresses that somebody else chose. It goes only where the [`Reach`] allows, follows
//! no redirect, knows no proxy, keeps no cookie, waits 15 seconds at most, and reads no more of an answer than is kept.
//!
//! The judgement of an address happens where a name is resolved: what [`Resolver`] lets through is what is connected
//! to, so that a name that answers differently the second time (DNS rebinding) gains nothing.

mod resolver;

use atrium::outbound::{Destination, Reach};
use bytes::Bytes;
use http::{HeaderMap, Method, header};
use object_store_reqwest::{Client, redirect};
use resolver::Resolver;
use std::{error::Error as _, sync::Arc, time::Duration};

/// How long one request may take, from the name to the last byte that is kept of the answer.
pub const PATIENCE: Duration = Duration::from_secs(15);
const CONNECT: Duration = Duration::from_secs(5);

/// Sends requests out.
#[derive(Clone, Debug)]
pub struct Outbound {
    client: Client,
    reach: Reach,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    /// The beginning of it.
    pub body: Bytes,
}

/// Why nothing came back. The sentences are for whoever looks after the receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    #[error("The address is not on the public internet, so nothing was sent.")]
    Refused,
    #[error("The name of the host could not be found.")]
    Unknown,
    #[error("There was no connection to the host.")]
    Unreachable,
    #[error("There was no answer within 15 seconds.")]
    TooSlow,
    #[error("The connection broke before there was an answer.")]
    Broken,
}

impl Outbound {
    /// Fails where the machine offers no certificates to trust.
    pub fn new(reach: Reach) -> Result<Self, String> {
        // Another part of the program may have chosen it already, and there is only this one to choose.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = Client::builder()
            .dns_resolver(Arc::new(Resolver::new(reach.clone())))
            .redirect(redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(CONNECT)
            .timeout(PATIENCE)
            .pool_max_idle_per_host(1)
            .pool_idle_timeout(Duration::from_secs(20))
            .user_agent(concat!("Atrium/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { client, reach })
    }

    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// Posts once, and reads the first `keep` bytes of what comes back, whatever its status.
    pub async fn post(&self, address: &str, headers: HeaderMap, body: Bytes, keep: usize) -> Result<Answer, Lost> {
        // The resolver never sees a host that is an address already.
        let to = Destination::parse("", address, &self.reach).map_err(|_| Lost::Refused)?;
        let request = self.client.request(Method::POST, to.url().as_str()).headers(headers).body(body);
        // Nothing to gain from an answer that is packed, and a small one could unpack to a huge one.
        let request = request.header(header::ACCEPT_ENCODING, "identity");
        receive(request, keep).await
    }
}

async fn receive(request: object_store_reqwest::RequestBuilder, keep: usize) -> Result<Answer, Lost> {
    let mut response = request.send().await.map_err(|error| lost(&error))?;
    let mut body = Vec::new();
    // An answer that breaks off, or never ends, was an answer all the same.
    while body.len() < keep
        && let Ok(Some(chunk)) = response.chunk().await
    {
        let more = chunk.len().min(keep - body.len());
        body.extend_from_slice(&chunk[..more]);
    }
    Ok(Answer { status: response.status().as_u16(), headers: response.headers().clone(), body: body.into() })
}

fn lost(error: &object_store_reqwest::Error) -> Lost {
    if error.is_timeout() {
        return Lost::TooSlow;
    }
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(lost) = inner.downcast_ref::<Lost>() {
            return *lost;
        }
        cause = inner.source();
    }
    if error.is_connect() { Lost::Unreachable } else { Lost::Broken }
}
