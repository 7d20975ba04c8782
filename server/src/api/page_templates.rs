//! Pages to begin others from.

use super::{
    answer::{DONE, Made, NewId},
    extract::{Base, Id, IdempotencyKey, In, NewBody, Page, Paging, Query},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    ids::{PageId, PageTemplateId, SpaceId},
    wiki::{self, NewPageTemplate, template::PageTemplate},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_page_templates))
        .routes(routes!(save_page_template))
        .routes(routes!(remove_page_template))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ForSpace {
    /// Only those that a page of this space can begin from.
    #[param(value_type = Option<uuid::Uuid>, nullable = false)]
    space_id: Option<SpaceId>,
}

/// The templates that the caller sees, by name.
#[utoipa::path(get, path = "/workspaces/{workspace}/page-templates", tag = "pages", params(ForSpace, Paging),
    responses((status = 200, body = Page<PageTemplate>, description = "A page of templates.")))]
async fn list_page_templates(
    State(state): State<AppState>,
    In(actor): In,
    Query(ForSpace { space_id }): Query<ForSpace>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<PageTemplate>>> {
    let templates = wiki::page_templates(&state.db, &actor, space_id).await?;
    Ok(Json(paging.cut(templates, |template| template.id.uuid())?))
}

/// Keeps what stands on a page now, for other pages to begin from.
#[utoipa::path(post, path = "/workspaces/{workspace}/pages/{page}/template", tag = "pages", params(IdempotencyKey),
    request_body = NewPageTemplate, responses((status = 201, body = NewId, description = "The new template.")))]
async fn save_page_template(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(page): Id<PageId>,
    NewBody(new, once): NewBody<NewPageTemplate>,
) -> Answer<Made<Json<NewId>>> {
    let id = wiki::save_page_template(&state.db, &actor, page, new, once.as_ref()).await?.uuid();
    Ok(Made(base.of("page-templates", id), Json(NewId { id })))
}

/// Takes a template away. Pages that began from it stay as they are.
#[utoipa::path(delete, path = "/workspaces/{workspace}/page-templates/{page_template}", tag = "pages",
    responses((status = 204, description = "The template is gone.")))]
async fn remove_page_template(
    State(state): State<AppState>,
    In(actor): In,
    Id(template): Id<PageTemplateId>,
) -> Answer<StatusCode> {
    wiki::remove_page_template(&state.db, &actor, template).await?;
    Ok(DONE)
}
