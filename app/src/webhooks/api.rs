use crate::{failure::Failure, wire::Reply};
use atrium::{
    ids::{DeliveryId, WebhookId},
    webhooks::{DeliveryDetail, DeliveryPage, WebhookView},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::context::{actor, request};
#[cfg(feature = "ssr")]
use atrium::{Error, boards, clock::now, webhooks};

/// The webhooks, and the projects that a new one may be limited to, by id and name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WebhooksDesk {
    pub webhooks: Vec<WebhookView>,
    pub projects: Vec<(String, String)>,
}

#[server(output = Reply)]
pub async fn load_webhooks(workspace: String) -> Result<WebhooksDesk, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let webhooks = webhooks::webhooks(&db, &actor, now()).await?;
    let projects = boards::projects(&db, &actor, false).await?;
    let projects = projects.into_iter().map(|one| (one.project.id.to_string(), one.project.name)).collect();
    Ok(WebhooksDesk { webhooks, projects })
}

/// A webhook and a page of its log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WebhookDesk {
    pub webhook: WebhookView,
    pub log: DeliveryPage,
    /// The delivery that is looked at.
    pub open: Option<DeliveryDetail>,
}

/// `id` is as in the address of the page; `only` is `failed`, or empty for all.
#[server(output = Reply)]
pub async fn load_webhook(
    workspace: String,
    id: String,
    only: String,
    after: Option<DeliveryId>,
    open: Option<DeliveryId>,
) -> Result<WebhookDesk, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let id: WebhookId = id.parse().map_err(|_| Error::NotFound)?;
    let only = (only == "failed").then_some(webhooks::DeliveryStatus::Failed);
    let webhook = webhooks::webhook(&db, &actor, id, now()).await?;
    let log = webhooks::deliveries(&db, &actor, id, only, after, 30, now()).await?;
    let open = match open {
        Some(open) => Some(webhooks::delivery(&db, &actor, id, open, now()).await?),
        None => None,
    };
    Ok(WebhookDesk { webhook, log, open })
}

/// What the forms send.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WebhookForm {
    pub address: String,
    pub name: String,
    /// Empty for the whole workspace.
    #[serde(default)]
    pub project_id: String,
    /// Kinds of events, several in one with commas between them. Absent where none is ticked.
    #[serde(default)]
    pub kinds: Vec<String>,
}

impl WebhookForm {
    #[cfg(feature = "ssr")]
    fn kinds(&self) -> Vec<String> {
        self.kinds.iter().flat_map(|some| some.split(',')).map(str::to_owned).collect()
    }
}

/// The secret of the new webhook. It is told this once.
#[server(output = Reply)]
pub async fn create_webhook(workspace: String, webhook: WebhookForm) -> Result<String, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let kinds = webhook.kinds();
    let project_id = match webhook.project_id.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Error::NotFound)?),
    };
    let new = webhooks::NewWebhook { address: webhook.address, name: webhook.name, project_id, kinds };
    let made = webhooks::create_webhook(&db, &actor, new, &request()?.reach, None, now()).await?;
    Ok(made.secret.unwrap_or_default())
}

#[server(output = Reply)]
pub async fn edit_webhook(workspace: String, id: WebhookId, webhook: WebhookForm) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    let kinds = Some(webhook.kinds());
    let (address, name) = (Some(webhook.address), Some(webhook.name));
    let edit = webhooks::WebhookEdit { address, name, kinds, enabled: None };
    Ok(webhooks::edit_webhook(&db, &actor, id, edit, &request()?.reach).await?)
}

#[server(output = Reply)]
pub async fn switch_webhook(workspace: String, id: WebhookId, enabled: bool) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    let edit = webhooks::WebhookEdit { enabled: Some(enabled), ..webhooks::WebhookEdit::default() };
    Ok(webhooks::edit_webhook(&db, &actor, id, edit, &request()?.reach).await?)
}

#[server(output = Reply)]
pub async fn test_webhook(workspace: String, id: WebhookId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(webhooks::test_webhook(&db, &actor, id, &request()?.base_url, now()).await?)
}

/// The new secret. It is told this once.
#[server(output = Reply)]
pub async fn rotate_webhook_secret(workspace: String, id: WebhookId) -> Result<String, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(webhooks::rotate_secret(&db, &actor, id, now()).await?)
}

#[server(output = Reply)]
pub async fn replay_delivery(workspace: String, id: WebhookId, delivery: DeliveryId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(webhooks::replay_delivery(&db, &actor, id, delivery, now()).await?)
}

/// Of the last so many hours.
#[server(output = Reply)]
pub async fn replay_failed(workspace: String, id: WebhookId, hours: u64) -> Result<u64, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let since = now() - std::time::Duration::from_secs(hours.clamp(1, 24 * 31) * 3600);
    Ok(webhooks::replay_failed(&db, &actor, id, Some(since), now()).await?)
}

#[server(output = Reply)]
pub async fn remove_webhook(workspace: String, id: WebhookId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    webhooks::remove_webhook(&db, &actor, id).await?;
    leptos_axum::redirect(&format!("/w/{workspace}/webhooks"), false);
    Ok(())
}
