//! What happens, told to other programs: webhooks, and the log of what was sent.

use super::{
    answer::{DONE, Made},
    extract::{Base, Body, Id, IdempotencyKey, In, NewBody, Query, Two},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    clock,
    ids::{DeliveryId, WebhookId},
    webhooks::{self, DeliveryDetail, DeliveryPage, DeliveryStatus, NewWebhook, WebhookEdit, WebhookView},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_webhooks, create_webhook))
        .routes(routes!(get_webhook, edit_webhook, remove_webhook))
        .routes(routes!(rotate_webhook_secret))
        .routes(routes!(test_webhook))
        .routes(routes!(list_deliveries))
        .routes(routes!(get_delivery))
        .routes(routes!(replay_delivery))
        .routes(routes!(replay_failed_deliveries))
}

/// A webhook just made.
#[derive(Debug, Serialize, ToSchema)]
struct WebhookMade {
    id: WebhookId,
    /// What signs its messages, `whsec_...`. Shown this once; absent when an earlier request of the same key was shown it.
    secret: Option<String>,
}

/// The webhooks of this workspace, oldest first. For owners and admins, as everything here.
#[utoipa::path(get, path = "/workspaces/{workspace}/webhooks", tag = "webhooks",
    responses((status = 200, body = [WebhookView], description = "At most 20 for the workspace, and 20 for each project.")))]
async fn list_webhooks(State(state): State<AppState>, In(actor): In) -> Answer<Json<Vec<WebhookView>>> {
    Ok(Json(webhooks::webhooks(&state.db, &actor, clock::now()).await?))
}

/// Has what happens from now on be told to an address, signed by Standard Webhooks.
#[utoipa::path(post, path = "/workspaces/{workspace}/webhooks", tag = "webhooks",
    params(IdempotencyKey), request_body = NewWebhook,
    responses((status = 201, body = WebhookMade, description = "The webhook and, once, its secret.")))]
async fn create_webhook(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    NewBody(new, once): NewBody<NewWebhook>,
) -> Answer<Made<Json<WebhookMade>>> {
    let made = webhooks::create_webhook(&state.db, &actor, new, &state.reach, once.as_ref(), clock::now()).await?;
    Ok(Made(base.of("webhooks", made.id), Json(WebhookMade { id: made.id, secret: made.secret })))
}

/// One webhook, without its secret.
#[utoipa::path(get, path = "/workspaces/{workspace}/webhooks/{webhook}", tag = "webhooks",
    responses((status = 200, body = WebhookView, description = "The webhook, without its secret.")))]
async fn get_webhook(
    State(state): State<AppState>,
    In(actor): In,
    Id(webhook): Id<WebhookId>,
) -> Answer<Json<WebhookView>> {
    Ok(Json(webhooks::webhook(&state.db, &actor, webhook, clock::now()).await?))
}

/// Changes a webhook, or switches it off and on. What happens while it is off is not told.
#[utoipa::path(patch, path = "/workspaces/{workspace}/webhooks/{webhook}", tag = "webhooks",
    request_body = WebhookEdit, responses((status = 204, description = "It is as asked.")))]
async fn edit_webhook(
    State(state): State<AppState>,
    In(actor): In,
    Id(webhook): Id<WebhookId>,
    Body(edit): Body<WebhookEdit>,
) -> Answer<StatusCode> {
    webhooks::edit_webhook(&state.db, &actor, webhook, edit, &state.reach).await?;
    Ok(DONE)
}

/// Takes a webhook away, with its log.
#[utoipa::path(delete, path = "/workspaces/{workspace}/webhooks/{webhook}", tag = "webhooks",
    responses((status = 204, description = "It is gone, and nothing more is sent.")))]
async fn remove_webhook(
    State(state): State<AppState>,
    In(actor): In,
    Id(webhook): Id<WebhookId>,
) -> Answer<StatusCode> {
    webhooks::remove_webhook(&state.db, &actor, webhook).await?;
    Ok(DONE)
}

/// A new secret.
#[derive(Debug, Serialize, ToSchema)]
struct NewSecret {
    /// Shown this once.
    secret: String,
}

/// Makes a new secret. For 24 hours the one before it signs too, so that nothing is lost while the receiver changes over.
#[utoipa::path(post, path = "/workspaces/{workspace}/webhooks/{webhook}/secret", tag = "webhooks",
    responses((status = 200, body = NewSecret, description = "The new secret.")))]
async fn rotate_webhook_secret(
    State(state): State<AppState>,
    In(actor): In,
    Id(webhook): Id<WebhookId>,
) -> Answer<Json<NewSecret>> {
    let secret = webhooks::rotate_secret(&state.db, &actor, webhook, clock::now()).await?;
    Ok(Json(NewSecret { secret }))
}

/// Sends a message of the type `webhook.test`, to see whether it arrives.
#[utoipa::path(post, path = "/workspaces/{workspace}/webhooks/{webhook}/test", tag = "webhooks",
    responses((status = 202, description = "It is on its way; the deliveries tell what came of it.")))]
async fn test_webhook(State(state): State<AppState>, In(actor): In, Id(webhook): Id<WebhookId>) -> Answer<StatusCode> {
    webhooks::test_webhook(&state.db, &actor, webhook, &state.base_url, clock::now()).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Which deliveries are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct DeliverySearch {
    /// Only those that are so far.
    #[param(nullable = false)]
    status: Option<DeliveryStatus>,
    /// The `next` of the page before; without it, the newest.
    #[param(nullable = false)]
    after: Option<DeliveryId>,
}

/// What was sent there in the last 30 days, newest first, 50 to a page.
#[utoipa::path(get, path = "/workspaces/{workspace}/webhooks/{webhook}/deliveries", tag = "webhooks",
    params(DeliverySearch), responses((status = 200, body = DeliveryPage, description = "A page of deliveries.")))]
async fn list_deliveries(
    State(state): State<AppState>,
    In(actor): In,
    Id(webhook): Id<WebhookId>,
    Query(search): Query<DeliverySearch>,
) -> Answer<Json<DeliveryPage>> {
    let DeliverySearch { status, after } = search;
    Ok(Json(webhooks::deliveries(&state.db, &actor, webhook, status, after, 50, clock::now()).await?))
}

/// One delivery, with what was sent and what came back.
#[utoipa::path(get, path = "/workspaces/{workspace}/webhooks/{webhook}/deliveries/{delivery}", tag = "webhooks",
    responses((status = 200, body = DeliveryDetail, description = "The delivery and its last 50 tries.")))]
async fn get_delivery(
    State(state): State<AppState>,
    In(actor): In,
    Two(webhook, delivery): Two<WebhookId, DeliveryId>,
) -> Answer<Json<DeliveryDetail>> {
    Ok(Json(webhooks::delivery(&state.db, &actor, webhook, delivery, clock::now()).await?))
}

/// Sends a delivery again, with the same `webhook-id`.
#[utoipa::path(post, path = "/workspaces/{workspace}/webhooks/{webhook}/replays/{delivery}", tag = "webhooks",
    responses((status = 202, description = "It is on its way.")))]
async fn replay_delivery(
    State(state): State<AppState>,
    In(actor): In,
    Two(webhook, delivery): Two<WebhookId, DeliveryId>,
) -> Answer<StatusCode> {
    webhooks::replay_delivery(&state.db, &actor, webhook, delivery, clock::now()).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Which failed deliveries are sent again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReplayFailed {
    /// Those made since then; without it, all.
    #[serde(default, with = "time::serde::rfc3339::option")]
    since: Option<OffsetDateTime>,
}

/// How many are on their way.
#[derive(Debug, Serialize, ToSchema)]
struct Replayed {
    count: u64,
}

/// Sends again what was given up.
#[utoipa::path(post, path = "/workspaces/{workspace}/webhooks/{webhook}/replays", tag = "webhooks",
    request_body = ReplayFailed, responses((status = 202, body = Replayed, description = "They are on their way.")))]
async fn replay_failed_deliveries(
    State(state): State<AppState>,
    In(actor): In,
    Id(webhook): Id<WebhookId>,
    Body(ReplayFailed { since }): Body<ReplayFailed>,
) -> Answer<(StatusCode, Json<Replayed>)> {
    let count = webhooks::replay_failed(&state.db, &actor, webhook, since, clock::now()).await?;
    Ok((StatusCode::ACCEPTED, Json(Replayed { count })))
}
