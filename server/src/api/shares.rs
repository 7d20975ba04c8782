//! Links by which anybody sees a board for a while.

use super::{
    answer::{DONE, Made},
    extract::{Base, Id, IdempotencyKey, In, NewBody, Two},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    boards::share::{self, NewShare, ShareLink},
    clock,
    ids::{ProjectId, ShareId},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_shares, make_share)).routes(routes!(revoke_share))
}

/// A link just made.
#[derive(Debug, Serialize, ToSchema)]
struct ShareMade {
    id: ShareId,
    /// Shown this once; absent when an earlier request of the same key was shown it.
    #[schema(format = "uri")]
    address: Option<String>,
}

/// The links that open this board now, the newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}/shares", tag = "shares",
    responses((status = 200, body = [ShareLink], description = "At most 200 links.")))]
async fn list_shares(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
) -> Answer<Json<Vec<ShareLink>>> {
    Ok(Json(share::shares(&state.db, &actor, project, clock::now()).await?))
}

/// Makes a link by which anybody sees this board: columns, cards, labels and dates, for 1 to 365 days.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects/{project}/shares", tag = "shares",
    params(IdempotencyKey), request_body = NewShare,
    responses((status = 201, body = ShareMade, description = "The link.")))]
async fn make_share(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(project): Id<ProjectId>,
    NewBody(new, once): NewBody<NewShare>,
) -> Answer<Made<Json<ShareMade>>> {
    let made = share::make_share(&state.db, &actor, project, new, once.as_ref(), clock::now()).await?;
    let address = made.secret.map(|secret| share::address(&state.base_url, &secret));
    Ok(Made(base.of(&format!("projects/{project}/shares"), made.id), Json(ShareMade { id: made.id, address })))
}

/// Ends a link of this project, at once and for good.
#[utoipa::path(delete, path = "/workspaces/{workspace}/projects/{project}/shares/{share}", tag = "shares",
    responses((status = 204, description = "The link opens nothing any more.")))]
async fn revoke_share(
    State(state): State<AppState>,
    In(actor): In,
    Two(project, share_id): Two<ProjectId, ShareId>,
) -> Answer<StatusCode> {
    share::revoke_share(&state.db, &actor, project, share_id, clock::now()).await?;
    Ok(DONE)
}
