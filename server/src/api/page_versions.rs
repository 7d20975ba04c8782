//! How a page stood at earlier moments, and the way back there.

use super::{
    answer::Made,
    extract::{Base, Id, IdempotencyKey, In, NewBody, Page, Paging, Query, Two},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    clock,
    ids::{PageId, PageVersionId},
    wiki::{
        content,
        document::{difference::Row, markdown},
        version::PageVersion,
    },
};
use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_page_versions, name_page_version))
        .routes(routes!(get_page_version))
        .routes(routes!(compare_page_version))
        .routes(routes!(restore_page_version))
}

/// The versions of a page, the newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/pages/{page}/versions", tag = "pages", params(Paging),
    responses((status = 200, body = Page<PageVersion>, description = "A page of them.")))]
async fn list_page_versions(
    State(state): State<AppState>,
    In(actor): In,
    Id(page): Id<PageId>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<PageVersion>>> {
    let before = paging.after.map(PageVersionId);
    let versions = content::versions(&state.db, &actor, page, before, paging.look_ahead()).await?;
    Ok(Json(paging.page(versions, |version| version.id.uuid())))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct VersionName {
    #[schema(min_length = 1, max_length = 100)]
    name: String,
}

/// Keeps how a page stands now under a name.
#[utoipa::path(post, path = "/workspaces/{workspace}/pages/{page}/versions", tag = "pages", params(IdempotencyKey),
    request_body = VersionName, responses((status = 201, body = PageVersion, description = "The version.")))]
async fn name_page_version(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(page): Id<PageId>,
    NewBody(VersionName { name }, once): NewBody<VersionName>,
) -> Answer<Made<Json<PageVersion>>> {
    let version = content::name_version(&state.db, &actor, page, &name, once.as_ref(), clock::now()).await?;
    Ok(Made(base.of(&format!("pages/{page}/versions"), version.id), Json(version)))
}

#[derive(Debug, Serialize, ToSchema)]
struct VersionText {
    #[serde(flatten)]
    version: PageVersion,
    /// What stood on the page.
    markdown: String,
}

/// A version of a page, and what stood there.
#[utoipa::path(get, path = "/workspaces/{workspace}/pages/{page}/versions/{page_version}", tag = "pages",
    responses((status = 200, body = VersionText, description = "The version.")))]
async fn get_page_version(
    State(state): State<AppState>,
    In(actor): In,
    Two(page, version): Two<PageId, PageVersionId>,
) -> Answer<Json<VersionText>> {
    let (version, document) = content::version(&state.db, &actor, page, version).await?;
    Ok(Json(VersionText { version, markdown: markdown::write(&document) }))
}

/// What is different between a version of a page and what stands there now.
#[utoipa::path(get, path = "/workspaces/{workspace}/pages/{page}/versions/{page_version}/difference", tag = "pages",
    responses((status = 200, body = [Row], description = "Block by block, in their order.")))]
async fn compare_page_version(
    State(state): State<AppState>,
    In(actor): In,
    Two(page, version): Two<PageId, PageVersionId>,
) -> Answer<Json<Vec<Row>>> {
    Ok(Json(content::compare(&state.db, &actor, page, version, None).await?))
}

#[derive(Debug, Serialize, ToSchema)]
struct Restored {
    /// The version of how the page stood before; none where it said the same already. Restore it to take this back.
    before: Option<PageVersionId>,
}

/// Makes a page say again what it said then, for whoever has it open too.
#[utoipa::path(post, path = "/workspaces/{workspace}/pages/{page}/versions/{page_version}/restore", tag = "pages",
    responses((status = 200, body = Restored, description = "The page says it.")))]
async fn restore_page_version(
    State(state): State<AppState>,
    In(actor): In,
    Two(page, version): Two<PageId, PageVersionId>,
) -> Answer<Json<Restored>> {
    let before = content::restore_version(&state.db, &actor, page, version, clock::now()).await?;
    Ok(Json(Restored { before }))
}
