//! Words that pages and tasks are found by, one system for both.

use super::{
    answer::DONE,
    extract::{Body, Id, In, Page, Paging, Query},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    clock,
    ids::{PageId, TagId, TaskId},
    wiki::{
        self, TagEdit,
        page::PageLine,
        tag::{Tag, TagUse},
    },
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_tags))
        .routes(routes!(edit_tag, remove_tag))
        .routes(routes!(list_tagged_pages))
        .routes(routes!(set_page_tags))
        .routes(routes!(list_task_tags, set_task_tags))
}

/// The tags of the workspace by name, with how much the caller finds by each.
#[utoipa::path(get, path = "/workspaces/{workspace}/tags", tag = "tags", params(Paging),
    responses((status = 200, body = Page<TagUse>, description = "A page of tags.")))]
async fn list_tags(
    State(state): State<AppState>,
    In(actor): In,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<TagUse>>> {
    let tags = wiki::tags(&state.db, &actor).await?;
    Ok(Json(paging.cut(tags, |used| used.tag.id.uuid())?))
}

/// Gives a tag another name or colour, wherever it is used.
#[utoipa::path(patch, path = "/workspaces/{workspace}/tags/{tag}", tag = "tags", request_body = TagEdit,
    responses((status = 200, body = Tag, description = "The tag as it is now.")))]
async fn edit_tag(
    State(state): State<AppState>,
    In(actor): In,
    Id(tag): Id<TagId>,
    Body(edit): Body<TagEdit>,
) -> Answer<Json<Tag>> {
    Ok(Json(wiki::edit_tag(&state.db, &actor, tag, edit).await?))
}

/// Takes a tag off everything.
#[utoipa::path(delete, path = "/workspaces/{workspace}/tags/{tag}", tag = "tags",
    responses((status = 204, description = "The tag is gone.")))]
async fn remove_tag(State(state): State<AppState>, In(actor): In, Id(tag): Id<TagId>) -> Answer<StatusCode> {
    wiki::remove_tag(&state.db, &actor, tag).await?;
    Ok(DONE)
}

/// The pages with a tag that the caller sees, those changed last first.
#[utoipa::path(get, path = "/workspaces/{workspace}/tags/{tag}/pages", tag = "tags",
    responses((status = 200, body = [PageLine], description = "At most 100 pages.")))]
async fn list_tagged_pages(
    State(state): State<AppState>,
    In(actor): In,
    Id(tag): Id<TagId>,
) -> Answer<Json<Vec<PageLine>>> {
    Ok(Json(wiki::tagged_pages(&state.db, &actor, tag, clock::now()).await?))
}

/// Tags by name. Those that are new are made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TagNames {
    #[schema(max_items = 30)]
    tags: Vec<String>,
}

/// Gives a page these tags, and no others.
#[utoipa::path(put, path = "/workspaces/{workspace}/pages/{page}/tags", tag = "tags", request_body = TagNames,
    responses((status = 200, body = [Tag], description = "The tags that the page has now.")))]
async fn set_page_tags(
    State(state): State<AppState>,
    In(actor): In,
    Id(page): Id<PageId>,
    Body(names): Body<TagNames>,
) -> Answer<Json<Vec<Tag>>> {
    Ok(Json(wiki::set_page_tags(&state.db, &actor, page, &names.tags).await?))
}

/// The tags of a task, by name.
#[utoipa::path(get, path = "/workspaces/{workspace}/tasks/{task}/tags", tag = "tags",
    responses((status = 200, body = [Tag], description = "All of them.")))]
async fn list_task_tags(State(state): State<AppState>, In(actor): In, Id(task): Id<TaskId>) -> Answer<Json<Vec<Tag>>> {
    Ok(Json(wiki::task_tags(&state.db, &actor, task).await?))
}

/// Gives a task these tags, and no others.
#[utoipa::path(put, path = "/workspaces/{workspace}/tasks/{task}/tags", tag = "tags", request_body = TagNames,
    responses((status = 200, body = [Tag], description = "The tags that the task has now.")))]
async fn set_task_tags(
    State(state): State<AppState>,
    In(actor): In,
    Id(task): Id<TaskId>,
    Body(names): Body<TagNames>,
) -> Answer<Json<Vec<Tag>>> {
    Ok(Json(wiki::set_task_tags(&state.db, &actor, task, &names.tags).await?))
}
