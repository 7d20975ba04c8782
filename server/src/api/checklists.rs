use super::{
    answer::{DONE, Made, Tagged},
    extract::{Base, Body, Id, IdempotencyKey, IfMatch, In, NewBody},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    Error,
    boards::{self, ChecklistItemEdit, checklist::ChecklistItem},
    ids::{ChecklistItemId, TaskId},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get_checklist, add_checklist_items))
        .routes(routes!(edit_checklist_item, remove_checklist_item))
        .routes(routes!(move_checklist_item))
}

/// A whole checklist, in order.
#[derive(Debug, Serialize, ToSchema)]
struct Checklist {
    items: Vec<ChecklistItem>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewItems {
    /// One item a line, each up to 500 characters.
    #[schema(min_length = 1, max_length = 102_400)]
    text: String,
}

/// The checklist of a task.
#[utoipa::path(get, path = "/workspaces/{workspace}/tasks/{task}/checklist", tag = "checklists",
    responses((status = 200, body = Checklist, description = "The checklist.")))]
async fn get_checklist(State(state): State<AppState>, In(actor): In, Id(task): Id<TaskId>) -> Answer<Json<Checklist>> {
    Ok(Json(Checklist { items: boards::checklist(&state.db, &actor, task).await? }))
}

/// Adds items at the end of a checklist, one for each line.
#[utoipa::path(post, path = "/workspaces/{workspace}/tasks/{task}/checklist", tag = "checklists",
    params(IdempotencyKey), request_body = NewItems,
    responses((status = 201, body = Checklist, description = "The checklist as it is now.")))]
async fn add_checklist_items(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(task): Id<TaskId>,
    NewBody(new, once): NewBody<NewItems>,
) -> Answer<Made<Json<Checklist>>> {
    let items = boards::add_checklist_items(&state.db, &actor, task, &new.text, once.as_ref()).await?;
    Ok(Made(base.of("tasks", format!("{task}/checklist")), Json(Checklist { items })))
}

/// Changes an item's text, or ticks it. `If-Match` names the version of the text.
#[utoipa::path(patch, path = "/workspaces/{workspace}/checklist-items/{item}", tag = "checklists", params(IfMatch),
    request_body = ChecklistItemEdit, responses((status = 200, body = ChecklistItem, description = "The item as it is now.")))]
async fn edit_checklist_item(
    State(state): State<AppState>,
    In(actor): In,
    Id(item): Id<ChecklistItemId>,
    IfMatch(expected): IfMatch,
    Body(edit): Body<ChecklistItemEdit>,
) -> Answer<Tagged<ChecklistItem>> {
    let items = boards::edit_checklist_item(&state.db, &actor, item, edit, expected).await?;
    Ok(Tagged(items.into_iter().find(|other| other.id == item).ok_or(Error::NotFound)?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ItemPlace {
    /// The item that it should follow; without one, it comes first.
    #[serde(default)]
    after: Option<ChecklistItemId>,
}

/// Puts an item behind another of its task, or first.
#[utoipa::path(post, path = "/workspaces/{workspace}/checklist-items/{item}/move", tag = "checklists",
    request_body = ItemPlace, responses((status = 200, body = Checklist, description = "The checklist as it is now.")))]
async fn move_checklist_item(
    State(state): State<AppState>,
    In(actor): In,
    Id(item): Id<ChecklistItemId>,
    Body(place): Body<ItemPlace>,
) -> Answer<Json<Checklist>> {
    let items = boards::move_checklist_item(&state.db, &actor, item, place.after).await?;
    Ok(Json(Checklist { items }))
}

/// Takes an item off its checklist.
#[utoipa::path(delete, path = "/workspaces/{workspace}/checklist-items/{item}", tag = "checklists",
    responses((status = 204, description = "The item is gone.")))]
async fn remove_checklist_item(
    State(state): State<AppState>,
    In(actor): In,
    Id(item): Id<ChecklistItemId>,
) -> Answer<StatusCode> {
    boards::remove_checklist_item(&state.db, &actor, item).await?;
    Ok(DONE)
}
