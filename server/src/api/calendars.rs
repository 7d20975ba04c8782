//! Secret addresses at which calendar programs read due dates. To make one takes a session: an API token will not do.

use super::{
    answer::DONE,
    extract::{Id, In, SignedIn},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    boards::{self, calendar},
    ids::ProjectId,
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_calendar, make_calendar, revoke_calendar)).routes(routes!(
        get_project_calendar,
        make_project_calendar,
        revoke_project_calendar
    ))
}

#[derive(Debug, Serialize, ToSchema)]
struct Calendar {
    /// Whether there is an address.
    there: bool,
}

/// A new address, shown this once.
#[derive(Debug, Serialize, ToSchema)]
struct CalendarAddress {
    #[schema(format = "uri")]
    address: String,
}

impl CalendarAddress {
    fn of(state: &AppState, secret: &str) -> Json<Self> {
        Json(Self { address: calendar::address(&state.base_url, secret) })
    }
}

/// Whether there is an address of one's own tasks.
#[utoipa::path(get, path = "/calendar", tag = "calendars",
    responses((status = 200, body = Calendar, description = "The answer.")))]
async fn get_calendar(State(state): State<AppState>, SignedIn(caller): SignedIn) -> Answer<Json<Calendar>> {
    Ok(Json(Calendar { there: calendar::has_mine(&state.db, &caller).await? }))
}

/// Makes an address of one's own tasks, of all workspaces. It ends the one before.
#[utoipa::path(put, path = "/calendar", tag = "calendars",
    responses((status = 200, body = CalendarAddress, description = "The address.")))]
async fn make_calendar(State(state): State<AppState>, SignedIn(caller): SignedIn) -> Answer<Json<CalendarAddress>> {
    let secret = calendar::make_mine(&state.db, &caller).await?;
    Ok(CalendarAddress::of(&state, &secret))
}

/// Ends the address of one's own tasks.
#[utoipa::path(delete, path = "/calendar", tag = "calendars",
    responses((status = 204, description = "There is no address any more.")))]
async fn revoke_calendar(State(state): State<AppState>, SignedIn(caller): SignedIn) -> Answer<StatusCode> {
    calendar::revoke_mine(&state.db, &caller).await?;
    Ok(DONE)
}

/// Whether one has an address of this project.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}/calendar", tag = "calendars",
    responses((status = 200, body = Calendar, description = "The answer.")))]
async fn get_project_calendar(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
) -> Answer<Json<Calendar>> {
    let key = boards::project(&state.db, &actor, project).await?.key;
    Ok(Json(Calendar { there: calendar::has_of_project(&state.db, &actor, &key).await? }))
}

/// Makes one's address of this project. It ends the one before.
#[utoipa::path(put, path = "/workspaces/{workspace}/projects/{project}/calendar", tag = "calendars",
    responses((status = 200, body = CalendarAddress, description = "The address.")))]
async fn make_project_calendar(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
) -> Answer<Json<CalendarAddress>> {
    let secret = calendar::make_of_project(&state.db, &actor, project).await?;
    Ok(CalendarAddress::of(&state, &secret))
}

/// Ends one's address of this project.
#[utoipa::path(delete, path = "/workspaces/{workspace}/projects/{project}/calendar", tag = "calendars",
    responses((status = 204, description = "There is no address any more.")))]
async fn revoke_project_calendar(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
) -> Answer<StatusCode> {
    calendar::revoke_of_project(&state.db, &actor, project).await?;
    Ok(DONE)
}
