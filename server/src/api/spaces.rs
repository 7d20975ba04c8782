//! Spaces of the wiki, and who may do what in them.

use super::{
    answer::{DONE, Made, Tagged},
    extract::{Base, Body, Id, IdempotencyKey, IfMatch, In, NewBody, Page, Paging, Query},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    ids::SpaceId,
    wiki::{
        self, NewSpace, SpaceEdit, WhichSpace,
        access::{AccessView, NewAccess},
        space::{Space, SpaceSummary, SpaceView},
        tree::Tree,
    },
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_spaces, create_space))
        .routes(routes!(get_space, edit_space))
        .routes(routes!(archive_space))
        .routes(routes!(restore_space))
        .routes(routes!(get_tree))
        .routes(routes!(get_space_access, set_space_access))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct WhichSpaces {
    /// The archived spaces in place of the open ones.
    #[serde(default)]
    #[param(required = false, default = false)]
    archived: bool,
}

/// The spaces that the caller sees, by name.
#[utoipa::path(get, path = "/workspaces/{workspace}/spaces", tag = "spaces", params(WhichSpaces, Paging),
    responses((status = 200, body = Page<SpaceSummary>, description = "A page of spaces.")))]
async fn list_spaces(
    State(state): State<AppState>,
    In(actor): In,
    Query(which): Query<WhichSpaces>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<SpaceSummary>>> {
    let spaces = wiki::spaces(&state.db, &actor, which.archived).await?;
    Ok(Json(paging.cut(spaces, |summary| summary.space.id.uuid())?))
}

/// Makes a space: open to the workspace, private, or of a project. The caller manages it.
#[utoipa::path(post, path = "/workspaces/{workspace}/spaces", tag = "spaces", params(IdempotencyKey),
    request_body = NewSpace, responses((status = 201, body = Space, description = "The new space.")))]
async fn create_space(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    NewBody(new, once): NewBody<NewSpace>,
) -> Answer<Made<Tagged<Space>>> {
    let space = wiki::create_space(&state.db, &actor, new, once.as_ref()).await?;
    Ok(Made(base.of("spaces", space.id), Tagged(space)))
}

/// A space, with what the caller may do in it.
#[utoipa::path(get, path = "/workspaces/{workspace}/spaces/{space}", tag = "spaces",
    responses((status = 200, body = SpaceView, description = "The space.")))]
async fn get_space(State(state): State<AppState>, In(actor): In, Id(space): Id<SpaceId>) -> Answer<Tagged<SpaceView>> {
    Ok(Tagged(wiki::space(&state.db, &actor, WhichSpace::Id(space)).await?))
}

/// Changes a space's name, address, description or colour. What is absent stays.
#[utoipa::path(patch, path = "/workspaces/{workspace}/spaces/{space}", tag = "spaces", params(IfMatch),
    request_body = SpaceEdit, responses((status = 200, body = Space, description = "The space as it is now.")))]
async fn edit_space(
    State(state): State<AppState>,
    In(actor): In,
    Id(space): Id<SpaceId>,
    IfMatch(expected): IfMatch,
    Body(edit): Body<SpaceEdit>,
) -> Answer<Tagged<Space>> {
    Ok(Tagged(wiki::edit_space(&state.db, &actor, space, edit, expected).await?))
}

/// Puts a space aside: its pages can be read, and nothing more.
#[utoipa::path(post, path = "/workspaces/{workspace}/spaces/{space}/archive", tag = "spaces",
    responses((status = 200, body = Space, description = "The archived space.")))]
async fn archive_space(State(state): State<AppState>, In(actor): In, Id(space): Id<SpaceId>) -> Answer<Tagged<Space>> {
    Ok(Tagged(wiki::archive_space(&state.db, &actor, space).await?))
}

/// Takes an archived space up again.
#[utoipa::path(post, path = "/workspaces/{workspace}/spaces/{space}/restore", tag = "spaces",
    responses((status = 200, body = Space, description = "The restored space.")))]
async fn restore_space(State(state): State<AppState>, In(actor): In, Id(space): Id<SpaceId>) -> Answer<Tagged<Space>> {
    Ok(Tagged(wiki::restore_space(&state.db, &actor, space).await?))
}

/// The pages of a space that the caller sees, each before those below it, in order.
#[utoipa::path(get, path = "/workspaces/{workspace}/spaces/{space}/tree", tag = "spaces",
    responses((status = 200, body = Tree, description = "All of the tree.")))]
async fn get_tree(State(state): State<AppState>, In(actor): In, Id(space): Id<SpaceId>) -> Answer<Json<Tree>> {
    Ok(Json(wiki::tree(&state.db, &actor, WhichSpace::Id(space)).await?))
}

/// Who may do what in a space.
#[utoipa::path(get, path = "/workspaces/{workspace}/spaces/{space}/access", tag = "spaces",
    responses((status = 200, body = AccessView, description = "The list, and whom it reaches: at most 500 people.")))]
async fn get_space_access(
    State(state): State<AppState>,
    In(actor): In,
    Id(space): Id<SpaceId>,
) -> Answer<Json<AccessView>> {
    Ok(Json(wiki::space_access(&state.db, &actor, space).await?))
}

/// Says who may do what in a space. The caller goes on managing it.
#[utoipa::path(put, path = "/workspaces/{workspace}/spaces/{space}/access", tag = "spaces",
    request_body = NewAccess, responses((status = 204, description = "The list is as it was sent.")))]
async fn set_space_access(
    State(state): State<AppState>,
    In(actor): In,
    Id(space): Id<SpaceId>,
    Body(new): Body<NewAccess>,
) -> Answer<StatusCode> {
    wiki::set_space_access(&state.db, &actor, space, new).await?;
    Ok(DONE)
}
