use super::{
    answer::DONE,
    extract::{Body, Id, In, Page, Paging, Query, Two},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    boards::{
        self, GuestAccess,
        project::{Guest, GuestLevel},
    },
    ids::{PersonId, ProjectId},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_guests, share_by_address)).routes(routes!(share_project, unshare_project))
}

/// The guests of the workspace, with what of this project is shared with them.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}/guests", tag = "guests", params(Paging),
    responses((status = 200, body = Page<Guest>, description = "A page of guests.")))]
async fn list_guests(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<Guest>>> {
    let guests = boards::guests(&state.db, &actor, project).await?;
    Ok(Json(paging.cut(guests, |guest| guest.person_id.uuid())?))
}

/// What a guest may do in the project.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Share {
    level: GuestLevel,
}

/// A guest of the workspace by address, and what they may do in the project.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ShareByAddress {
    #[schema(format = Email, max_length = 254)]
    email: String,
    level: GuestLevel,
}

/// Who it is shared with.
#[derive(Debug, Serialize, ToSchema)]
struct SharedWith {
    person_id: PersonId,
}

/// Shares a project with the guest who has this address.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects/{project}/guests", tag = "guests",
    request_body = ShareByAddress, responses((status = 200, body = SharedWith, description = "The project is shared.")))]
async fn share_by_address(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Body(share): Body<ShareByAddress>,
) -> Answer<Json<SharedWith>> {
    let person_id = boards::share_with(&state.db, &actor, project, &share.email, share.level).await?;
    Ok(Json(SharedWith { person_id }))
}

/// Shares a project with a guest.
#[utoipa::path(put, path = "/workspaces/{workspace}/projects/{project}/guests/{person}", tag = "guests",
    request_body = Share, responses((status = 204, description = "The project is shared.")))]
async fn share_project(
    State(state): State<AppState>,
    In(actor): In,
    Two(project, person_id): Two<ProjectId, PersonId>,
    Body(Share { level }): Body<Share>,
) -> Answer<StatusCode> {
    boards::set_guest(&state.db, &actor, project, GuestAccess { person_id, level: Some(level) }).await?;
    Ok(DONE)
}

/// Takes a project away from a guest.
#[utoipa::path(delete, path = "/workspaces/{workspace}/projects/{project}/guests/{person}", tag = "guests",
    responses((status = 204, description = "The project is not shared with this guest.")))]
async fn unshare_project(
    State(state): State<AppState>,
    In(actor): In,
    Two(project, person_id): Two<ProjectId, PersonId>,
) -> Answer<StatusCode> {
    boards::set_guest(&state.db, &actor, project, GuestAccess { person_id, level: None }).await?;
    Ok(DONE)
}
