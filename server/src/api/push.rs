use super::{
    answer::{DONE, Made},
    extract::{Body, Id, SignedIn},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    clock,
    ids::DeviceId,
    inbox::channels::push::{self, NewDevice, PushDesk},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_devices, add_device)).routes(routes!(remove_device))
}

/// The browsers that messages are pushed to, and the public key that another one subscribes with.
#[utoipa::path(get, path = "/push/devices", tag = "inbox",
    responses((status = 200, body = PushDesk, description = "The caller's devices, newest first.")))]
async fn list_devices(State(state): State<AppState>, SignedIn(caller): SignedIn) -> Answer<Json<PushDesk>> {
    Ok(Json(push::push_desk(&state.db, &caller, clock::now()).await?))
}

/// The parts of a browser's `PushSubscription`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DeviceInput {
    /// At a public address, over https.
    #[schema(max_length = 2000)]
    endpoint: String,
    /// 65 bytes in base64url.
    p256dh: String,
    /// 16 bytes in base64url.
    auth: String,
    /// How the browser calls itself.
    #[serde(default)]
    device: String,
}

#[derive(Debug, Serialize, ToSchema)]
struct DeviceMade {
    id: DeviceId,
}

/// Has messages pushed to the browser that asks, as long as it is signed in. Takes a session: an API token will not
/// do. The same browser twice is one device.
#[utoipa::path(post, path = "/push/devices", tag = "inbox", request_body = DeviceInput,
    responses((status = 201, body = DeviceMade, description = "The device.")))]
async fn add_device(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
    Body(input): Body<DeviceInput>,
) -> Answer<Made<Json<DeviceMade>>> {
    let new = NewDevice { endpoint: &input.endpoint, p256dh: &input.p256dh, auth: &input.auth, device: &input.device };
    let id = push::add_device(&state.db, &caller, new, &state.reach, clock::now()).await?;
    Ok(Made(format!("/api/v1/push/devices/{id}"), Json(DeviceMade { id })))
}

/// Pushes no more to a device. Takes a session: an API token will not do.
#[utoipa::path(delete, path = "/push/devices/{device}", tag = "inbox",
    responses((status = 204, description = "Nothing is pushed there any more.")))]
async fn remove_device(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
    Id(device): Id<DeviceId>,
) -> Answer<StatusCode> {
    push::remove_device(&state.db, &caller, device).await?;
    Ok(DONE)
}
