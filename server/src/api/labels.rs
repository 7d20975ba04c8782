use super::{
    answer::{DONE, Made},
    extract::{Base, Body, Id, IdempotencyKey, In, NewBody},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    boards::{self, project::Label},
    ids::{LabelId, ProjectId},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(add_label)).routes(routes!(edit_label, remove_label))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LabelInput {
    #[schema(min_length = 1, max_length = 40)]
    name: String,
    /// One of the ten colours of labels.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 9)]
    hue: i16,
}

/// Adds a label to a project.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects/{project}/labels", tag = "labels",
    params(IdempotencyKey), request_body = LabelInput,
    responses((status = 201, body = Label, description = "The new label.")))]
async fn add_label(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(project): Id<ProjectId>,
    NewBody(label, once): NewBody<LabelInput>,
) -> Answer<Made<Json<Label>>> {
    let label = boards::add_label(&state.db, &actor, project, &label.name, label.hue, once.as_ref()).await?;
    Ok(Made(base.of("labels", label.id), Json(label)))
}

/// Gives a label another name and colour.
#[utoipa::path(put, path = "/workspaces/{workspace}/labels/{label}", tag = "labels",
    request_body = LabelInput, responses((status = 200, body = Label, description = "The label as it is now.")))]
async fn edit_label(
    State(state): State<AppState>,
    In(actor): In,
    Id(id): Id<LabelId>,
    Body(label): Body<LabelInput>,
) -> Answer<Json<Label>> {
    Ok(Json(boards::edit_label(&state.db, &actor, id, &label.name, label.hue).await?))
}

/// Takes a label off every task, and away.
#[utoipa::path(delete, path = "/workspaces/{workspace}/labels/{label}", tag = "labels",
    responses((status = 204, description = "The label is gone.")))]
async fn remove_label(State(state): State<AppState>, In(actor): In, Id(id): Id<LabelId>) -> Answer<StatusCode> {
    boards::remove_label(&state.db, &actor, id).await?;
    Ok(DONE)
}
