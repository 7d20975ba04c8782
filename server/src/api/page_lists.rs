//! Lists of pages from everywhere, and what each person keeps of them.

use super::{
    answer::DONE,
    extract::{Id, In},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    clock,
    ids::PageId,
    wiki::{
        self,
        page::{PageLine, PageRef, TrashedPage},
        space::WikiHome,
    },
};
use axum::{Json, extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get_wiki))
        .routes(routes!(list_favourite_pages))
        .routes(routes!(list_visited_pages))
        .routes(routes!(list_changed_pages))
        .routes(routes!(list_trashed_pages))
        .routes(routes!(list_child_pages))
        .routes(routes!(list_backlinks))
        .routes(routes!(star_page, unstar_page))
}

/// The wiki as the caller enters it: spaces, favourites, and what was visited and changed last.
#[utoipa::path(get, path = "/workspaces/{workspace}/wiki", tag = "pages",
    responses((status = 200, body = WikiHome, description = "At most 12 pages of each list.")))]
async fn get_wiki(State(state): State<AppState>, In(actor): In) -> Answer<Json<WikiHome>> {
    Ok(Json(wiki::home(&state.db, &actor, clock::now()).await?))
}

/// The caller's favourites, the newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/favourite-pages", tag = "pages",
    responses((status = 200, body = [PageLine], description = "At most 100 pages.")))]
async fn list_favourite_pages(State(state): State<AppState>, In(actor): In) -> Answer<Json<Vec<PageLine>>> {
    Ok(Json(wiki::favourites(&state.db, &actor, clock::now()).await?))
}

/// Where the caller was last.
#[utoipa::path(get, path = "/workspaces/{workspace}/visited-pages", tag = "pages",
    responses((status = 200, body = [PageLine], description = "At most 100 pages.")))]
async fn list_visited_pages(State(state): State<AppState>, In(actor): In) -> Answer<Json<Vec<PageLine>>> {
    Ok(Json(wiki::recently_visited(&state.db, &actor, clock::now()).await?))
}

/// The pages that were changed last.
#[utoipa::path(get, path = "/workspaces/{workspace}/changed-pages", tag = "pages",
    responses((status = 200, body = [PageLine], description = "At most 100 pages.")))]
async fn list_changed_pages(State(state): State<AppState>, In(actor): In) -> Answer<Json<Vec<PageLine>>> {
    Ok(Json(wiki::recently_changed(&state.db, &actor, clock::now()).await?))
}

/// What is in the trash and the caller may bring back, the newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/trashed-pages", tag = "pages",
    responses((status = 200, body = [TrashedPage], description = "At most 100 pages.")))]
async fn list_trashed_pages(State(state): State<AppState>, In(actor): In) -> Answer<Json<Vec<TrashedPage>>> {
    Ok(Json(wiki::trash(&state.db, &actor, None, clock::now()).await?))
}

/// The pages right below a page, in order.
#[utoipa::path(get, path = "/workspaces/{workspace}/pages/{page}/children", tag = "pages",
    responses((status = 200, body = [PageRef], description = "All of them.")))]
async fn list_child_pages(
    State(state): State<AppState>,
    In(actor): In,
    Id(page): Id<PageId>,
) -> Answer<Json<Vec<PageRef>>> {
    Ok(Json(wiki::children(&state.db, &actor, page).await?))
}

/// The pages that refer to a page, by title.
#[utoipa::path(get, path = "/workspaces/{workspace}/pages/{page}/backlinks", tag = "pages",
    responses((status = 200, body = [PageRef], description = "At most 200 pages.")))]
async fn list_backlinks(
    State(state): State<AppState>,
    In(actor): In,
    Id(page): Id<PageId>,
) -> Answer<Json<Vec<PageRef>>> {
    Ok(Json(wiki::backlinks(&state.db, &actor, page).await?))
}

/// Puts a page among the caller's favourites.
#[utoipa::path(put, path = "/workspaces/{workspace}/pages/{page}/favourite", tag = "pages",
    responses((status = 204, description = "The page is a favourite.")))]
async fn star_page(State(state): State<AppState>, In(actor): In, Id(page): Id<PageId>) -> Answer<StatusCode> {
    wiki::set_favourite(&state.db, &actor, page, true, clock::now()).await?;
    Ok(DONE)
}

/// Takes a page out of the caller's favourites.
#[utoipa::path(delete, path = "/workspaces/{workspace}/pages/{page}/favourite", tag = "pages",
    responses((status = 204, description = "The page is no favourite.")))]
async fn unstar_page(State(state): State<AppState>, In(actor): In, Id(page): Id<PageId>) -> Answer<StatusCode> {
    wiki::set_favourite(&state.db, &actor, page, false, clock::now()).await?;
    Ok(DONE)
}
