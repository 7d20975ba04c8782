use super::{finish, load_for, parse_kinds, parse_name};
use crate::{
    Result,
    actor::Actor,
    database::Db,
    ids::WebhookId,
    outbound::{Destination, Reach},
    webhooks::{
        policy::Action,
        store::{reader, webhooks},
    },
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What of a webhook is to change; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookEdit {
    #[schema(min_length = 1, max_length = 2000)]
    pub address: Option<String>,
    #[schema(max_length = 80)]
    pub name: Option<String>,
    /// Kinds of events such as `task.moved`, or their beginnings such as `task`; none for all.
    #[schema(max_items = 100)]
    pub kinds: Option<Vec<String>>,
    /// What happens while it is off is not told.
    pub enabled: Option<bool>,
}

pub async fn edit_webhook(db: &Db, actor: &Actor, id: WebhookId, edit: WebhookEdit, reach: &Reach) -> Result<()> {
    let name = edit.name.as_deref().map(parse_name).transpose()?;
    let kinds = edit.kinds.as_deref().map(parse_kinds).transpose()?;
    let (mut tx, before) = load_for(db, actor, Action::Manage, id).await?;
    let mut webhook = before.clone();
    if let Some(address) = &edit.address {
        let address = Destination::parse("address", address, reach)?;
        if address.as_str() != webhook.address {
            address.as_str().clone_into(&mut webhook.address);
            // The new one has failed nobody yet.
            webhook.failing_since = None;
        }
    }
    webhook.name = name.unwrap_or(webhook.name);
    webhook.kinds = kinds.unwrap_or(webhook.kinds);
    webhook.enabled = edit.enabled.unwrap_or(webhook.enabled);
    if webhook.enabled && !before.enabled {
        webhook.after_seq = reader::newest(&mut tx).await?;
        webhook.disabled_because = None;
        webhook.failing_since = None;
    }
    if webhook == before {
        return Ok(());
    }
    webhooks::update(&mut tx, &webhook).await?;
    let kind = match (before.enabled, webhook.enabled) {
        (false, true) => "webhook.enabled",
        (true, false) => "webhook.disabled",
        _ => "webhook.edited",
    };
    let data = json!({ "name": webhook.title(), "address": webhook.address, "kinds": webhook.kinds });
    finish(tx, kind, id, data).await
}

/// Takes a webhook away, with its log. What is on its way is not sent any more.
pub async fn remove_webhook(db: &Db, actor: &Actor, id: WebhookId) -> Result<()> {
    let (mut tx, webhook) = load_for(db, actor, Action::Manage, id).await?;
    webhooks::delete(&mut tx, id).await?;
    finish(tx, "webhook.removed", id, json!({ "name": webhook.title() })).await
}
