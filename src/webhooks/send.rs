//! Sending, but for the sending itself: who takes what, and what comes of it. Several servers may do this at once.

use super::{
    delivery::{DeliveryStatus, pause},
    signature::sign,
    store::{
        lease::{self, EndpointRow, NewAttempt},
        webhooks,
    },
    webhook::Disabled,
};
use crate::{
    Result,
    actor::{Caller, Proof},
    database::{Db, Happening, TenantTx},
    identity::letter::{self, Letter},
    ids::{DeliveryId, PersonId, WebhookId, WorkspaceId},
    jobs::{Job, enqueue},
};
use serde_json::json;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

const NOBODY: PersonId = PersonId(Uuid::nil());

/// Whoever takes a delivery has this long. It is four times what a request may take.
const LEASE: Duration = Duration::minutes(1);

/// How many are sent to one address at a time.
const AT_ONCE: i64 = 2;

/// A webhook at which nothing has arrived for this long is switched off.
const PATIENCE: Duration = Duration::days(5);

/// Of an answer this many characters are kept.
const KEPT: usize = 1024;

/// A webhook that has something to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    pub workspace_id: WorkspaceId,
    pub webhook_id: WebhookId,
}

/// A delivery that is ours to send, for a while.
#[derive(Clone, Debug)]
pub struct Claim {
    pub endpoint: Endpoint,
    delivery_id: DeliveryId,
    lease: Uuid,
    pub address: String,
    /// The same at every try.
    pub message_id: String,
    pub timestamp: i64,
    pub signature: String,
    pub body: String,
    failing_since: Option<OffsetDateTime>,
}

/// What came of sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Answered { code: u16, answer: String },
    Lost { because: String },
}

/// The webhooks that have something to send now, at most `limit`.
pub async fn due(db: &Db, limit: i64, now: OffsetDateTime) -> Result<Vec<Endpoint>> {
    let mut tx = db.system().await?;
    let found = lease::due(tx.conn(), AT_ONCE, now, limit).await?;
    Ok(found.into_iter().map(|(workspace_id, webhook_id)| Endpoint { workspace_id, webhook_id }).collect())
}

/// Takes the next delivery there, unless enough are under way or somebody else is quicker.
pub async fn claim(db: &Db, endpoint: Endpoint, now: OffsetDateTime) -> Result<Option<Claim>> {
    let mut tx = db.tenant_as(endpoint.workspace_id, NOBODY).await?;
    let Some(to) = lease::take_turn(&mut tx, endpoint.webhook_id).await? else { return Ok(None) };
    if lease::in_flight(&mut tx, endpoint.webhook_id, now).await? >= AT_ONCE {
        return Ok(None);
    }
    let lease = Uuid::new_v4();
    let Some(leased) = lease::lease(&mut tx, endpoint.webhook_id, lease, now, now + LEASE).await? else {
        return Ok(None);
    };
    tx.commit().await?;
    let message_id = message_id(leased.id);
    Ok(Some(Claim {
        endpoint,
        delivery_id: leased.id,
        lease,
        signature: sign(&secrets(&to, now), &message_id, now, &leased.body),
        message_id,
        timestamp: now.unix_timestamp(),
        address: to.address,
        body: leased.body,
        failing_since: to.failing_since,
    }))
}

pub(super) fn message_id(id: DeliveryId) -> String {
    format!("msg_{}", id.uuid().simple())
}

/// Those that sign now.
fn secrets(to: &EndpointRow, now: OffsetDateTime) -> Vec<String> {
    let previous = to.previous_secret.clone().filter(|_| to.previous_until.is_some_and(|until| until > now));
    std::iter::once(to.secret.clone()).chain(previous).collect()
}

/// Writes down what came of a claim, and when it is tried again; `chance`, 0 to 1, spreads the tries. A claim that
/// was taken over by another server meanwhile is left to it.
pub async fn settle(
    db: &Db,
    claim: &Claim,
    outcome: &Outcome,
    took: std::time::Duration,
    chance: f64,
    base_url: &str,
    now: OffsetDateTime,
) -> Result<()> {
    let off = why_off(claim, outcome, now);
    let workspace_id = claim.endpoint.workspace_id;
    let mut tx = match off {
        // Mail belongs to no workspace.
        Some(_) => db.tenant_and_identity(workspace_id, &Caller { person_id: NOBODY, proof: Proof::Operator }).await?,
        None => db.tenant_as(workspace_id, NOBODY).await?,
    };
    let Some(tries) = lease::holds(&mut tx, claim.delivery_id, claim.lease).await? else { return Ok(()) };
    note(&mut tx, claim, outcome, took, now).await?;
    let next = pause(tries.max(1), chance).filter(|_| off != Some(Disabled::Gone));
    let (status, due) = match (outcome.arrived(), next) {
        (true, _) => (DeliveryStatus::Delivered, now),
        (false, Some(pause)) => (DeliveryStatus::Waiting, now + pause),
        (false, None) => (DeliveryStatus::Failed, now),
    };
    lease::release(&mut tx, claim.delivery_id, status, due).await?;
    lease::set_failing(&mut tx, claim.endpoint.webhook_id, (!outcome.arrived()).then_some(now)).await?;
    if let Some(because) = off {
        switch_off(&mut tx, claim.endpoint.webhook_id, because, base_url).await?;
    }
    tx.commit().await
}

impl Outcome {
    fn arrived(&self) -> bool {
        matches!(self, Self::Answered { code: 200..300, .. })
    }
}

fn why_off(claim: &Claim, outcome: &Outcome, now: OffsetDateTime) -> Option<Disabled> {
    match outcome {
        Outcome::Answered { code: 410, .. } => Some(Disabled::Gone),
        _ if outcome.arrived() => None,
        _ => claim.failing_since.filter(|since| *since + PATIENCE <= now).map(|_| Disabled::Failing),
    }
}

async fn note(
    tx: &mut TenantTx,
    claim: &Claim,
    outcome: &Outcome,
    took: std::time::Duration,
    now: OffsetDateTime,
) -> Result<()> {
    let (code, lost, answer) = match outcome {
        Outcome::Answered { code, answer } => (i16::try_from(*code).ok(), None, readable(answer)),
        Outcome::Lost { because } => (None, Some(because.as_str()), String::new()),
    };
    let millis = i32::try_from(took.as_millis()).unwrap_or(i32::MAX);
    let attempt = NewAttempt { at: now, millis, code, lost, answer: &answer };
    lease::note(tx, claim.delivery_id, &attempt).await
}

/// The beginning of an answer, without what Postgres cannot store.
fn readable(answer: &str) -> String {
    answer.chars().filter(|c| *c != '\0').take(KEPT).collect()
}

/// Switches a webhook off, and writes to those who look after the workspace.
async fn switch_off(tx: &mut TenantTx, id: WebhookId, because: Disabled, base_url: &str) -> Result<()> {
    let mut webhook = webhooks::lock(tx, id).await?;
    if !webhook.enabled {
        return Ok(());
    }
    webhook.enabled = false;
    webhook.disabled_because = Some(because);
    webhooks::update(tx, &webhook).await?;
    let slug = super::store::reader::slug(tx).await?;
    for to in lease::caretakers(tx).await? {
        let letter = Letter {
            to: &to,
            subject: format!("The webhook {} was switched off", webhook.title()),
            sentences: vec!["Hello,".to_owned(), because.sentence().to_owned()],
            link: ("See what happened", format!("{base_url}/w/{slug}/webhooks/{id}")),
            closing: "When it works again, switch it on there and replay what failed.".to_owned(),
        };
        let mail_id = letter::write(tx.conn(), &letter).await?;
        enqueue(tx, &Job::SendMail { mail_id }).await?;
    }
    let data = json!({ "name": webhook.title(), "because": because });
    tx.record(Happening { kind: "webhook.switched_off", project_id: None, subject_id: id.uuid(), data }).await?;
    Ok(())
}
