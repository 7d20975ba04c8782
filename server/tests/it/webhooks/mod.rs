//! What happens is told to other programs: by whom it may be set up, how it is sent, and what an attacker tries.

mod attacks;
mod receiver;
mod rules;
mod sending;
mod turns;

use crate::stage::Stage;
use atrium::{
    clock,
    ids::WebhookId,
    outbound::Reach,
    webhooks::{self, Delivery, NewWebhook},
};
use server::{outbound::Outbound, webhooks::Dispatcher};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Lets messages out to this machine.
fn reach() -> Reach {
    Reach::new(vec!["127.0.0.0/8".parse().unwrap()], true)
}

/// Sends until it is dropped.
struct Sending(CancellationToken);

impl Drop for Sending {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

fn sending(stage: &Stage) -> Sending {
    let stop = CancellationToken::new();
    let outbound = Outbound::new(reach()).unwrap();
    tokio::spawn(Dispatcher::new(stage.db.clone(), outbound, "http://atrium.test").run(stop.clone()));
    Sending(stop)
}

/// A webhook of the founder's, and its secret.
async fn webhook(stage: &Stage, new: NewWebhook) -> (WebhookId, String) {
    let founder = stage.actor(&stage.founder).await;
    let made = webhooks::create_webhook(&stage.db, &founder, new, &reach(), None, clock::now()).await.unwrap();
    (made.id, made.secret.unwrap())
}

fn to(address: String) -> NewWebhook {
    NewWebhook { address, ..NewWebhook::default() }
}

/// The log of a webhook, newest first.
async fn log(stage: &Stage, id: WebhookId) -> Vec<Delivery> {
    let founder = stage.actor(&stage.founder).await;
    webhooks::deliveries(&stage.db, &founder, id, None, None, 200, clock::now()).await.unwrap().items
}

/// Looks until it is so, for twenty seconds at most.
async fn until<T>(mut look: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..200 {
        if let Some(found) = look().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it did not come to pass");
}
