//! Who may do what with a page and all below it.

use super::{
    answer::DONE,
    extract::{Body, Id, In},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    ids::PageId,
    wiki::{
        self,
        access::{AccessView, NewAccess},
    },
};
use axum::{Json, extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_page_access, set_page_access, inherit_page_access))
}

/// Who may do what with a page: its own list, or where it inherits from.
#[utoipa::path(get, path = "/workspaces/{workspace}/pages/{page}/access", tag = "pages",
    responses((status = 200, body = AccessView, description = "The list, and whom it reaches: at most 500 people.")))]
async fn get_page_access(
    State(state): State<AppState>,
    In(actor): In,
    Id(page): Id<PageId>,
) -> Answer<Json<AccessView>> {
    Ok(Json(wiki::page_access(&state.db, &actor, page).await?))
}

/// Gives a page a list of its own, which holds for all below it. Who narrows a page stays on its list.
#[utoipa::path(put, path = "/workspaces/{workspace}/pages/{page}/access", tag = "pages",
    request_body = NewAccess, responses((status = 204, description = "The list is as it was sent.")))]
async fn set_page_access(
    State(state): State<AppState>,
    In(actor): In,
    Id(page): Id<PageId>,
    Body(new): Body<NewAccess>,
) -> Answer<StatusCode> {
    wiki::set_page_access(&state.db, &actor, page, new).await?;
    Ok(DONE)
}

/// Takes a page's own list away: what holds above it holds for it again.
#[utoipa::path(delete, path = "/workspaces/{workspace}/pages/{page}/access", tag = "pages",
    responses((status = 204, description = "The page has no list of its own.")))]
async fn inherit_page_access(State(state): State<AppState>, In(actor): In, Id(page): Id<PageId>) -> Answer<StatusCode> {
    wiki::inherit_access(&state.db, &actor, page).await?;
    Ok(DONE)
}
