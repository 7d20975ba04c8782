use super::{
    answer::{DONE, Made, NewId, Tagged, Version},
    extract::{Base, Body, Id, IdempotencyKey, IfMatch, In, NewBody, Page, Paging, Query, Two},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    clock,
    ids::{PersonId, TeamId},
    workspace::{self, TeamView},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_teams, create_team))
        .routes(routes!(rename_team, delete_team))
        .routes(routes!(add_team_member, remove_team_member, set_team_lead))
}

/// The teams by name, with their people.
#[utoipa::path(get, path = "/workspaces/{workspace}/teams", tag = "teams", params(Paging),
    responses((status = 200, body = Page<TeamView>, description = "A page of teams.")))]
async fn list_teams(
    State(state): State<AppState>,
    In(actor): In,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<TeamView>>> {
    Ok(Json(paging.cut(workspace::list_teams(&state.db, &actor).await?, |team| team.id.uuid())?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TeamInput {
    #[schema(min_length = 1, max_length = 80)]
    name: String,
}

/// Makes a team with nobody in it yet.
#[utoipa::path(post, path = "/workspaces/{workspace}/teams", tag = "teams", params(IdempotencyKey),
    request_body = TeamInput, responses((status = 201, body = NewId, description = "The id of the new team.")))]
async fn create_team(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    NewBody(team, once): NewBody<TeamInput>,
) -> Answer<Made<Json<NewId>>> {
    let id = workspace::create_team(&state.db, &actor, &team.name, once.as_ref(), clock::now()).await?.uuid();
    Ok(Made(base.of("teams", id), Json(NewId { id })))
}

/// Gives a team another name.
#[utoipa::path(patch, path = "/workspaces/{workspace}/teams/{team}", tag = "teams", params(IfMatch),
    request_body = TeamInput, responses((status = 200, body = Version, description = "The team's version now.")))]
async fn rename_team(
    State(state): State<AppState>,
    In(actor): In,
    Id(id): Id<TeamId>,
    IfMatch(expected): IfMatch,
    Body(team): Body<TeamInput>,
) -> Answer<Tagged<Version>> {
    let version = workspace::rename_team(&state.db, &actor, id, &team.name, expected).await?;
    Ok(Tagged(Version { version }))
}

/// Dissolves a team. Its people stay members of the workspace.
#[utoipa::path(delete, path = "/workspaces/{workspace}/teams/{team}", tag = "teams",
    responses((status = 204, description = "The team is gone.")))]
async fn delete_team(State(state): State<AppState>, In(actor): In, Id(id): Id<TeamId>) -> Answer<StatusCode> {
    workspace::delete_team(&state.db, &actor, id).await?;
    Ok(DONE)
}

/// Adds a member of the workspace to a team.
#[utoipa::path(put, path = "/workspaces/{workspace}/teams/{team}/members/{person}", tag = "teams",
    responses((status = 204, description = "The person is in the team.")))]
async fn add_team_member(
    State(state): State<AppState>,
    In(actor): In,
    Two(team, person): Two<TeamId, PersonId>,
) -> Answer<StatusCode> {
    workspace::add_team_member(&state.db, &actor, team, person).await?;
    Ok(DONE)
}

/// Takes a person out of a team.
#[utoipa::path(delete, path = "/workspaces/{workspace}/teams/{team}/members/{person}", tag = "teams",
    responses((status = 204, description = "The person is not in the team.")))]
async fn remove_team_member(
    State(state): State<AppState>,
    In(actor): In,
    Two(team, person): Two<TeamId, PersonId>,
) -> Answer<StatusCode> {
    workspace::remove_team_member(&state.db, &actor, team, person).await?;
    Ok(DONE)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TeamLead {
    lead: bool,
}

/// Says whether a person of the team leads it.
#[utoipa::path(patch, path = "/workspaces/{workspace}/teams/{team}/members/{person}", tag = "teams",
    request_body = TeamLead, responses((status = 204, description = "It is written down.")))]
async fn set_team_lead(
    State(state): State<AppState>,
    In(actor): In,
    Two(team, person): Two<TeamId, PersonId>,
    Body(TeamLead { lead }): Body<TeamLead>,
) -> Answer<StatusCode> {
    workspace::set_team_lead(&state.db, &actor, team, person, lead).await?;
    Ok(DONE)
}
