use super::{
    answer::{DONE, Tagged, Version},
    extract::{Body, Id, IfMatch, In, Paging, Query, Search},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    actor::Role,
    clock,
    ids::PersonId,
    workspace::{self, MemberPage},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_members))
        .routes(routes!(change_role))
        .routes(routes!(set_manager))
        .routes(routes!(suspend_member))
        .routes(routes!(reinstate_member))
}

/// The members, by name.
#[utoipa::path(get, path = "/workspaces/{workspace}/members", tag = "members", params(Search, Paging),
    responses((status = 200, body = MemberPage, description = "A page of members.")))]
async fn list_members(
    State(state): State<AppState>,
    In(actor): In,
    Query(search): Query<Search>,
    Query(paging): Query<Paging>,
) -> Answer<Json<MemberPage>> {
    let (after, limit) = (paging.after.map(PersonId), paging.limit());
    Ok(Json(workspace::list_members(&state.db, &actor, search.text(), after, limit, clock::now()).await?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRole {
    role: Role,
}

/// Gives a member another role.
#[utoipa::path(put, path = "/workspaces/{workspace}/members/{person}/role", tag = "members", params(IfMatch),
    request_body = NewRole, responses((status = 200, body = Version, description = "The member's version now.")))]
async fn change_role(
    State(state): State<AppState>,
    In(actor): In,
    Id(person): Id<PersonId>,
    IfMatch(expected): IfMatch,
    Body(NewRole { role }): Body<NewRole>,
) -> Answer<Tagged<Version>> {
    let version = workspace::change_role(&state.db, &actor, person, role, expected).await?;
    Ok(Tagged(Version { version }))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewManager {
    /// To whom the member reports; nothing for nobody.
    manager_id: Option<PersonId>,
}

/// Says to whom a member reports.
#[utoipa::path(put, path = "/workspaces/{workspace}/members/{person}/manager", tag = "members",
    request_body = NewManager, responses((status = 204, description = "It is written down.")))]
async fn set_manager(
    State(state): State<AppState>,
    In(actor): In,
    Id(person): Id<PersonId>,
    Body(NewManager { manager_id }): Body<NewManager>,
) -> Answer<StatusCode> {
    workspace::set_manager(&state.db, &actor, person, manager_id).await?;
    Ok(DONE)
}

/// Shuts a member out without losing what they made.
#[utoipa::path(post, path = "/workspaces/{workspace}/members/{person}/suspend", tag = "members",
    responses((status = 204, description = "The member is suspended.")))]
async fn suspend_member(State(state): State<AppState>, In(actor): In, Id(person): Id<PersonId>) -> Answer<StatusCode> {
    workspace::suspend(&state.db, &actor, person, clock::now()).await?;
    Ok(DONE)
}

/// Lets a suspended member in again, in the role they had.
#[utoipa::path(post, path = "/workspaces/{workspace}/members/{person}/reinstate", tag = "members",
    responses((status = 204, description = "The member is back.")))]
async fn reinstate_member(
    State(state): State<AppState>,
    In(actor): In,
    Id(person): Id<PersonId>,
) -> Answer<StatusCode> {
    workspace::reinstate(&state.db, &actor, person).await?;
    Ok(DONE)
}
