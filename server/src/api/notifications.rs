use super::{
    answer::DONE,
    extract::{Body, SignedIn},
    problem::Answer,
};
use crate::state::AppState;
use atrium::inbox::channels::{self, Settings};
use axum::{Json, extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_notification_settings, set_notification_settings))
}

/// How the caller wants to be told: of what, by which way, and when not.
#[utoipa::path(get, path = "/notification-settings", tag = "inbox",
    responses((status = 200, body = Settings, description = "What the caller chose, or what is usual.")))]
async fn get_notification_settings(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
) -> Answer<Json<Settings>> {
    Ok(Json(channels::settings(&state.db, &caller).await?))
}

/// Chooses how the caller is told, in every workspace at once.
#[utoipa::path(put, path = "/notification-settings", tag = "inbox", request_body = Settings,
    responses((status = 204, description = "It is chosen.")))]
async fn set_notification_settings(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
    Body(settings): Body<Settings>,
) -> Answer<StatusCode> {
    channels::set_settings(&state.db, &caller, &settings).await?;
    Ok(DONE)
}
