//! Pages of the wiki: their titles and places. What stands on them is written through their socket.

use super::{
    answer::{DONE, Made, Tagged},
    extract::{Base, Body, Id, IdempotencyKey, IfMatch, In, NewBody},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    clock,
    ids::PageId,
    wiki::{
        self, NewPage, Place, Which,
        page::{PageSummary, PageView},
    },
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(create_page))
        .routes(routes!(get_page, rename_page, trash_page))
        .routes(routes!(get_page_by_number))
        .routes(routes!(move_page))
        .routes(routes!(restore_page))
        .routes(routes!(delete_page))
}

/// Makes a page: at the top of a space, or below another page.
#[utoipa::path(post, path = "/workspaces/{workspace}/pages", tag = "pages", params(IdempotencyKey),
    request_body = NewPage, responses((status = 201, body = PageSummary, description = "The new page.")))]
async fn create_page(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    NewBody(new, once): NewBody<NewPage>,
) -> Answer<Made<Tagged<PageSummary>>> {
    let page = wiki::create_page(&state.db, &actor, new, once.as_ref(), clock::now()).await?;
    Ok(Made(base.of("pages", page.id), Tagged(page)))
}

/// A page as it is read, with what the caller may do with it.
#[utoipa::path(get, path = "/workspaces/{workspace}/pages/{page}", tag = "pages",
    responses((status = 200, body = PageView, description = "The page.")))]
async fn get_page(State(state): State<AppState>, In(actor): In, Id(page): Id<PageId>) -> Answer<Tagged<PageView>> {
    Ok(Tagged(wiki::page(&state.db, &actor, Which::Page(page), clock::now()).await?))
}

/// The same by the page's number in the workspace.
#[utoipa::path(get, path = "/workspaces/{workspace}/numbered-pages/{page_number}", tag = "pages",
    responses((status = 200, body = PageView, description = "The page.")))]
async fn get_page_by_number(
    State(state): State<AppState>,
    In(actor): In,
    Id(number): Id<i32>,
) -> Answer<Tagged<PageView>> {
    Ok(Tagged(wiki::page(&state.db, &actor, Which::Number(number), clock::now()).await?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PageEdit {
    #[schema(max_length = 200)]
    title: String,
}

/// Gives a page another title.
#[utoipa::path(patch, path = "/workspaces/{workspace}/pages/{page}", tag = "pages", params(IfMatch),
    request_body = PageEdit, responses((status = 200, body = PageSummary, description = "The page as it is now.")))]
async fn rename_page(
    State(state): State<AppState>,
    In(actor): In,
    Id(page): Id<PageId>,
    IfMatch(expected): IfMatch,
    Body(PageEdit { title }): Body<PageEdit>,
) -> Answer<Tagged<PageSummary>> {
    Ok(Tagged(wiki::rename_page(&state.db, &actor, page, &title, expected, clock::now()).await?))
}

/// Puts a page, with all below it, in another place, also of another space.
#[utoipa::path(post, path = "/workspaces/{workspace}/pages/{page}/move", tag = "pages",
    request_body = Place, responses((status = 200, body = PageSummary, description = "The page where it is now.")))]
async fn move_page(
    State(state): State<AppState>,
    In(actor): In,
    Id(page): Id<PageId>,
    Body(to): Body<Place>,
) -> Answer<Tagged<PageSummary>> {
    Ok(Tagged(wiki::move_page(&state.db, &actor, page, to, None).await?))
}

/// Puts a page, with all below it, in the trash.
#[utoipa::path(delete, path = "/workspaces/{workspace}/pages/{page}", tag = "pages",
    responses((status = 204, description = "The page is in the trash.")))]
async fn trash_page(State(state): State<AppState>, In(actor): In, Id(page): Id<PageId>) -> Answer<StatusCode> {
    wiki::trash_page(&state.db, &actor, page).await?;
    Ok(DONE)
}

/// Takes a page out of the trash, with all that went there with it.
#[utoipa::path(post, path = "/workspaces/{workspace}/pages/{page}/restore", tag = "pages",
    responses((status = 200, body = PageSummary, description = "The page where it is now.")))]
async fn restore_page(
    State(state): State<AppState>,
    In(actor): In,
    Id(page): Id<PageId>,
) -> Answer<Tagged<PageSummary>> {
    Ok(Tagged(wiki::restore_page(&state.db, &actor, page).await?))
}

/// Takes a page in the trash away for good, with all below it.
#[utoipa::path(delete, path = "/workspaces/{workspace}/trashed-pages/{page}", tag = "pages",
    responses((status = 204, description = "The page is gone.")))]
async fn delete_page(State(state): State<AppState>, In(actor): In, Id(page): Id<PageId>) -> Answer<StatusCode> {
    wiki::delete_page(&state.db, &actor, page).await?;
    Ok(DONE)
}
