//! Tells other programs what happened: follows the logs of workspaces and sends what is due. Every server does both;
//! the database says who takes what.
//!
//! It looks once a second, in the database and nowhere else: what another server committed, or left behind when it was
//! killed, is found as its own is.

use crate::outbound::Outbound;
use atrium::{
    Result, clock,
    database::Db,
    webhooks::{self, Claim, Endpoint, Outcome},
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::Semaphore, task::JoinSet};
use tokio_util::sync::CancellationToken;

const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many addresses this server talks to at a time.
const AT_ONCE: usize = 48;
/// Of an answer this much is read; a character has up to four bytes.
const KEPT_BYTES: usize = 4096;

/// Sends what is due. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Dispatcher {
    db: Db,
    outbound: Outbound,
    base_url: Arc<str>,
    free: Arc<Semaphore>,
}

impl Dispatcher {
    /// `base_url` is where the links in messages lead.
    pub fn new(db: Db, outbound: Outbound, base_url: impl Into<Arc<str>>) -> Self {
        Self { db, outbound, base_url: base_url.into(), free: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Until told to stop. What is under way is finished, or left to whoever finds it after its minute.
    pub async fn run(self, stop: CancellationToken) {
        let mut under_way = JoinSet::new();
        while !stop.is_cancelled() {
            if let Err(error) = self.look(&mut under_way).await {
                tracing::warn!(%error, "could not look for what webhooks are to be sent");
            }
            while under_way.try_join_next().is_some() {}
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
        while under_way.join_next().await.is_some() {}
    }

    /// Puts on its way what happened, and begins to send what is due.
    async fn look(&self, under_way: &mut JoinSet<()>) -> Result<()> {
        for workspace_id in webhooks::behind(&self.db).await? {
            // One that cannot be read holds back no other.
            if let Err(error) = webhooks::fan_out(&self.db, workspace_id, &self.base_url, clock::now()).await {
                tracing::warn!(%error, %workspace_id, "could not read what is to be told; trying again");
            }
        }
        let free = i64::try_from(self.free.available_permits()).unwrap_or_default();
        if free == 0 {
            return Ok(());
        }
        for endpoint in webhooks::due(&self.db, free, clock::now()).await? {
            let Ok(permit) = self.free.clone().try_acquire_owned() else { break };
            let dispatcher = self.clone();
            under_way.spawn(async move {
                dispatcher.empty(endpoint).await;
                drop(permit);
            });
        }
        Ok(())
    }

    /// Sends to one address, one after the other, until there is nothing more for now.
    async fn empty(&self, endpoint: Endpoint) {
        loop {
            match self.send_next(endpoint).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => {
                    tracing::warn!(%error, ?endpoint, "a webhook could not be sent; it is tried again");
                    return;
                }
            }
        }
    }

    /// Whether there was one.
    async fn send_next(&self, endpoint: Endpoint) -> Result<bool> {
        let Some(claim) = webhooks::claim(&self.db, endpoint, clock::now()).await? else { return Ok(false) };
        let begun = Instant::now();
        let outcome = self.send(&claim).await;
        let (took, chance) = (begun.elapsed(), rand::random());
        webhooks::settle(&self.db, &claim, &outcome, took, chance, &self.base_url, clock::now()).await?;
        Ok(true)
    }

    async fn send(&self, claim: &Claim) -> Outcome {
        let body = Bytes::from(claim.body.clone());
        match self.outbound.post(&claim.address, headers(claim), body, KEPT_BYTES).await {
            Ok(answer) => {
                Outcome::Answered { code: answer.status, answer: String::from_utf8_lossy(&answer.body).into_owned() }
            }
            Err(lost) => Outcome::Lost { because: lost.to_string() },
        }
    }
}

/// Those of Standard Webhooks.
fn headers(claim: &Claim) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("webhook-timestamp", HeaderValue::from(claim.timestamp));
    for (name, value) in [("webhook-id", &claim.message_id), ("webhook-signature", &claim.signature)] {
        // Both are of letters and digits that headers may have.
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    headers
}
