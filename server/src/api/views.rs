use super::{
    answer::{DONE, Made, Tagged},
    extract::{Base, Body, Id, IdempotencyKey, IfMatch, In, NewBody, Page, Paging, Query},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    boards::{
        self,
        bulk::{Bulk, BulkEdit},
        saved_view::{NewView, SavedView, ViewEdit},
    },
    ids::{ProjectId, SavedViewId},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_views, save_view))
        .routes(routes!(edit_view, remove_view))
        .routes(routes!(set_default_view))
        .routes(routes!(edit_tasks))
}

/// The saved views of a project: the caller's own, and those that everybody has.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}/views", tag = "views", params(Paging),
    responses((status = 200, body = Page<SavedView>, description = "A page of views.")))]
async fn list_views(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<SavedView>>> {
    let views = boards::saved_views(&state.db, &actor, project).await?;
    Ok(Json(paging.cut(views, |view| view.id.uuid())?))
}

/// Saves a view of a project under a name.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects/{project}/views", tag = "views",
    params(IdempotencyKey), request_body = NewView,
    responses((status = 201, body = SavedView, description = "The new view.")))]
async fn save_view(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(project): Id<ProjectId>,
    NewBody(new, once): NewBody<NewView>,
) -> Answer<Made<Tagged<SavedView>>> {
    let view = boards::save_view(&state.db, &actor, project, new, once.as_ref()).await?;
    Ok(Made(base.of("views", view.id), Tagged(view)))
}

/// Changes a saved view. What is absent stays.
#[utoipa::path(patch, path = "/workspaces/{workspace}/views/{view}", tag = "views", params(IfMatch),
    request_body = ViewEdit, responses((status = 200, body = SavedView, description = "The view as it is now.")))]
async fn edit_view(
    State(state): State<AppState>,
    In(actor): In,
    Id(view): Id<SavedViewId>,
    IfMatch(expected): IfMatch,
    Body(edit): Body<ViewEdit>,
) -> Answer<Tagged<SavedView>> {
    Ok(Tagged(boards::edit_view(&state.db, &actor, view, edit, expected).await?))
}

/// Removes a saved view.
#[utoipa::path(delete, path = "/workspaces/{workspace}/views/{view}", tag = "views",
    responses((status = 204, description = "The view is gone.")))]
async fn remove_view(State(state): State<AppState>, In(actor): In, Id(view): Id<SavedViewId>) -> Answer<StatusCode> {
    boards::remove_view(&state.db, &actor, view).await?;
    Ok(DONE)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DefaultView {
    /// A saved view of the project, or null for its board as it is.
    #[schema(required)]
    view_id: Option<SavedViewId>,
}

/// Says in which view the caller sees a project at first.
#[utoipa::path(put, path = "/workspaces/{workspace}/projects/{project}/default-view", tag = "views",
    request_body = DefaultView, responses((status = 204, description = "It is as asked.")))]
async fn set_default_view(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Body(wanted): Body<DefaultView>,
) -> Answer<StatusCode> {
    boards::set_default_view(&state.db, &actor, project, wanted.view_id).await?;
    Ok(DONE)
}

/// Changes up to 500 tasks of a project at once: all of them or none.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects/{project}/tasks/bulk", tag = "tasks",
    request_body = BulkEdit, responses((status = 200, body = Bulk, description = "What changed, and what takes it back.")))]
async fn edit_tasks(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Body(edit): Body<BulkEdit>,
) -> Answer<Json<Bulk>> {
    Ok(Json(boards::edit_tasks(&state.db, &actor, project, edit).await?))
}
