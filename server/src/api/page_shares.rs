//! Links by which anybody reads a page for a while.

use super::{
    answer::{DONE, Made},
    extract::{Base, Id, IdempotencyKey, In, NewBody, Two},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    clock,
    ids::{PageId, PageShareId},
    wiki::{
        self, NewPageShare,
        share::{self, PageShareLink},
    },
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_page_shares, make_page_share)).routes(routes!(revoke_page_share))
}

/// A link just made.
#[derive(Debug, Serialize, ToSchema)]
struct PageShareMade {
    id: PageShareId,
    /// Shown this once; absent when an earlier request of the same key was shown it.
    #[schema(format = "uri")]
    address: Option<String>,
}

/// The links that open a page now, the newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/pages/{page}/shares", tag = "pages",
    responses((status = 200, body = [PageShareLink], description = "At most 200 links.")))]
async fn list_page_shares(
    State(state): State<AppState>,
    In(actor): In,
    Id(page): Id<PageId>,
) -> Answer<Json<Vec<PageShareLink>>> {
    Ok(Json(wiki::page_shares(&state.db, &actor, page, clock::now()).await?))
}

/// Makes a link by which anybody reads this page for 1 to 365 days, and what is below it where that is wished.
#[utoipa::path(post, path = "/workspaces/{workspace}/pages/{page}/shares", tag = "pages", params(IdempotencyKey),
    request_body = NewPageShare, responses((status = 201, body = PageShareMade, description = "The link.")))]
async fn make_page_share(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(page): Id<PageId>,
    NewBody(new, once): NewBody<NewPageShare>,
) -> Answer<Made<Json<PageShareMade>>> {
    let made = wiki::make_page_share(&state.db, &actor, page, new, once.as_ref(), clock::now()).await?;
    let address = made.secret.map(|secret| share::address(&state.base_url, &secret));
    Ok(Made(base.of(&format!("pages/{page}/shares"), made.id), Json(PageShareMade { id: made.id, address })))
}

/// Ends a link of this page, at once and for good.
#[utoipa::path(delete, path = "/workspaces/{workspace}/pages/{page}/shares/{page_share}", tag = "pages",
    responses((status = 204, description = "The link opens nothing any more.")))]
async fn revoke_page_share(
    State(state): State<AppState>,
    In(actor): In,
    Two(page, id): Two<PageId, PageShareId>,
) -> Answer<StatusCode> {
    wiki::revoke_page_share(&state.db, &actor, page, id, clock::now()).await?;
    Ok(DONE)
}
