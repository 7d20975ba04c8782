use super::{finish, load_for};
use crate::{
    Result,
    actor::Actor,
    database::Db,
    ids::WebhookId,
    webhooks::{policy::Action, signature::new_secret, store::webhooks},
};
use serde_json::json;
use time::{Duration, OffsetDateTime};

/// For this long both secrets sign, so that a receiver can change over without losing anything.
const OVERLAP: Duration = Duration::hours(24);

/// Makes a new secret, which is told this once. The one before it signs too for a day.
pub async fn rotate_secret(db: &Db, actor: &Actor, id: WebhookId, now: OffsetDateTime) -> Result<String> {
    let (mut tx, mut webhook) = load_for(db, actor, Action::Manage, id).await?;
    let secret = new_secret()?;
    webhook.previous_secret = Some(std::mem::replace(&mut webhook.secret, secret.clone()));
    webhook.previous_until = Some(now + OVERLAP);
    webhooks::update(&mut tx, &webhook).await?;
    finish(tx, "webhook.secret_rotated", id, json!({ "name": webhook.title() })).await?;
    Ok(secret)
}
