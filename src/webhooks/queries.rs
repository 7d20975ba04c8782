use super::{
    commands::demand,
    delivery::{Attempt, Delivery, DeliveryDetail, DeliveryPage, DeliveryStatus},
    policy::Action,
    send::message_id,
    store::{
        deliveries::{self, AttemptRow, DeliveryRow},
        webhooks::{self, ShownRow},
    },
    webhook::{WebhookProject, WebhookView},
};
use crate::{
    Error, Result,
    actor::Actor,
    clock::{read_in, read_to_the_second},
    database::{Db, TenantTx},
    ids::{DeliveryId, WebhookId},
};
use time::OffsetDateTime;

/// All webhooks of the workspace, oldest first.
pub async fn webhooks(db: &Db, actor: &Actor, now: OffsetDateTime) -> Result<Vec<WebhookView>> {
    demand(actor, Action::See)?;
    let mut tx = db.view(actor).await?;
    let zone = time_zone(&mut tx).await?;
    Ok(webhooks::list(&mut tx, None).await?.into_iter().map(|row| shown(row, &zone, now)).collect())
}

pub async fn webhook(db: &Db, actor: &Actor, id: WebhookId, now: OffsetDateTime) -> Result<WebhookView> {
    demand(actor, Action::See)?;
    let mut tx = db.view(actor).await?;
    let zone = time_zone(&mut tx).await?;
    let found = webhooks::list(&mut tx, Some(id)).await?.pop().ok_or(Error::NotFound)?;
    Ok(shown(found, &zone, now))
}

/// What was sent there, newest first; `after` is the `next` of the page before, `limit` 1 to 200.
pub async fn deliveries(
    db: &Db,
    actor: &Actor,
    webhook_id: WebhookId,
    only: Option<DeliveryStatus>,
    after: Option<DeliveryId>,
    limit: i64,
    now: OffsetDateTime,
) -> Result<DeliveryPage> {
    demand(actor, Action::See)?;
    let limit = limit.clamp(1, 200);
    let mut tx = db.view(actor).await?;
    let zone = time_zone(&mut tx).await?;
    if webhooks::list(&mut tx, Some(webhook_id)).await?.is_empty() {
        return Err(Error::NotFound);
    }
    let mut rows = deliveries::list(&mut tx, webhook_id, only, after, limit + 1).await?;
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    let next = rows.last().filter(|_| more).map(|row| row.id);
    Ok(DeliveryPage { items: rows.into_iter().map(|row| delivery_of(row, &zone, now)).collect(), next })
}

/// One delivery of this webhook, with what was sent and what came back.
pub async fn delivery(
    db: &Db,
    actor: &Actor,
    webhook_id: WebhookId,
    id: DeliveryId,
    now: OffsetDateTime,
) -> Result<DeliveryDetail> {
    demand(actor, Action::See)?;
    let mut tx = db.view(actor).await?;
    let zone = time_zone(&mut tx).await?;
    let (mut row, body) = deliveries::find(&mut tx, webhook_id, id).await?.ok_or(Error::NotFound)?;
    let tries = deliveries::attempts(&mut tx, id).await?;
    (row.code, row.millis) = tries.last().map_or((None, None), |last| (last.code, Some(last.millis)));
    Ok(DeliveryDetail {
        message_id: message_id(row.id),
        delivery: delivery_of(row, &zone, now),
        body,
        tries: tries.into_iter().map(|row| attempt_of(row, &zone)).collect(),
    })
}

async fn time_zone(tx: &mut TenantTx) -> Result<String> {
    let person = tx.person_id();
    crate::activity::time_zone(tx.conn(), person).await
}

fn shown(row: ShownRow, zone: &str, now: OffsetDateTime) -> WebhookView {
    let project = row.project_id.map(|id| WebhookProject {
        id,
        key: row.project_key.unwrap_or_default(),
        name: row.project.unwrap_or_default(),
    });
    WebhookView {
        id: row.id,
        name: row.name,
        address: row.address,
        project,
        kinds: row.kinds,
        enabled: row.enabled,
        disabled_because: row.disabled_because,
        failing_since: row.failing_since.map(|at| read_in(zone, at, now)),
        previous_until: row.previous_until.filter(|until| *until > now).map(|at| read_in(zone, at, now)),
        created_by: row.created_by,
        created: read_in(zone, row.created_at, now),
        waiting: row.waiting,
        failed: row.failed,
    }
}

fn delivery_of(row: DeliveryRow, zone: &str, now: OffsetDateTime) -> Delivery {
    let later = row.status == DeliveryStatus::Waiting && row.attempts > 0;
    Delivery {
        id: row.id,
        kind: row.kind,
        about: row.about,
        status: row.status,
        created: read_to_the_second(zone, row.created_at),
        attempts: row.attempts,
        code: row.code,
        millis: row.millis,
        next_try: later.then(|| read_in(zone, row.due_at, now)),
    }
}

fn attempt_of(row: AttemptRow, zone: &str) -> Attempt {
    Attempt {
        at: read_to_the_second(zone, row.at),
        millis: row.millis,
        code: row.code,
        lost: row.lost,
        answer: row.answer,
    }
}
