use super::{finish, load_for};
use crate::{
    Error, Result,
    actor::Actor,
    database::{Db, TenantTx},
    ids::{DeliveryId, WebhookId},
    webhooks::{
        payload::{self, Place},
        policy::Action,
        store::{
            deliveries,
            reader::{self, NewDelivery},
            webhooks::WebhookRow,
        },
    },
};
use serde_json::json;
use time::OffsetDateTime;

/// Sends one delivery again, under the same identity and with a new row of tries; one that waits is sent now.
pub async fn replay_delivery(
    db: &Db,
    actor: &Actor,
    webhook_id: WebhookId,
    id: DeliveryId,
    now: OffsetDateTime,
) -> Result<()> {
    let (mut tx, webhook) = begin(db, actor, webhook_id).await?;
    if !deliveries::replay(&mut tx, webhook_id, id, now).await? {
        return Err(Error::NotFound);
    }
    finish(tx, "webhook.replayed", webhook_id, json!({ "name": webhook.title(), "count": 1 })).await
}

/// Sends again what failed, all of it or what was made since a moment; says how many that are.
pub async fn replay_failed(
    db: &Db,
    actor: &Actor,
    webhook_id: WebhookId,
    since: Option<OffsetDateTime>,
    now: OffsetDateTime,
) -> Result<u64> {
    let (mut tx, webhook) = begin(db, actor, webhook_id).await?;
    let count = deliveries::replay_failed(&mut tx, webhook_id, since, now).await?;
    if count == 0 {
        // A transaction that is just dropped gives the turn back a moment later.
        tx.commit().await?;
    } else {
        finish(tx, "webhook.replayed", webhook_id, json!({ "name": webhook.title(), "count": count })).await?;
    }
    Ok(count)
}

/// Sends a message that says nothing, to see whether it arrives.
pub async fn test_webhook(
    db: &Db,
    actor: &Actor,
    webhook_id: WebhookId,
    base_url: &str,
    now: OffsetDateTime,
) -> Result<()> {
    let (mut tx, webhook) = begin(db, actor, webhook_id).await?;
    let (slug, who) = (reader::slug(&mut tx).await?, reader::own_name(&mut tx).await?);
    let body = payload::of_test(&Place { base_url, slug: &slug }, &who, now);
    let (kind, about) = ("webhook.test".to_owned(), String::new());
    let new = NewDelivery { webhook_id, seq: None, subject_id: None, kind, about, body };
    reader::insert(&mut tx, &[new], now).await?;
    finish(tx, "webhook.tested", webhook_id, json!({ "name": webhook.title() })).await
}

/// What is off sends nothing.
async fn begin(db: &Db, actor: &Actor, id: WebhookId) -> Result<(TenantTx, WebhookRow)> {
    let (tx, webhook) = load_for(db, actor, Action::Manage, id).await?;
    if !webhook.enabled {
        return Err(Error::invalid("", "This webhook is off. Switch it on first."));
    }
    Ok((tx, webhook))
}
