use super::{
    answer::{DONE, Made, Tagged},
    extract::{Base, Body, Id, IdempotencyKey, IfMatch, In, NewBody, Page, Paging, Query},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    boards::{
        self,
        field::{Field, FieldEdit, NewField},
    },
    ids::{FieldId, ProjectId},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_fields, add_field))
        .routes(routes!(edit_field, remove_field))
        .routes(routes!(move_field))
        .routes(routes!(restore_field))
}

/// The custom fields of a project in order, those put aside at the end.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}/fields", tag = "fields", params(Paging),
    responses((status = 200, body = Page<Field>, description = "A page of fields.")))]
async fn list_fields(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<Field>>> {
    let fields = boards::fields(&state.db, &actor, project).await?;
    Ok(Json(paging.cut(fields, |field| field.id.uuid())?))
}

/// Adds a custom field to a project. Its kind stays what it is.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects/{project}/fields", tag = "fields",
    params(IdempotencyKey), request_body = NewField,
    responses((status = 201, body = Field, description = "The new field.")))]
async fn add_field(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(project): Id<ProjectId>,
    NewBody(new, once): NewBody<NewField>,
) -> Answer<Made<Tagged<Field>>> {
    let field = boards::add_field(&state.db, &actor, project, new, once.as_ref()).await?;
    Ok(Made(base.of("fields", field.id), Tagged(field)))
}

/// Changes a field's name, its choices, and whether cards show it.
#[utoipa::path(patch, path = "/workspaces/{workspace}/fields/{field}", tag = "fields", params(IfMatch),
    request_body = FieldEdit, responses((status = 200, body = Field, description = "The field as it is now.")))]
async fn edit_field(
    State(state): State<AppState>,
    In(actor): In,
    Id(field): Id<FieldId>,
    IfMatch(expected): IfMatch,
    Body(edit): Body<FieldEdit>,
) -> Answer<Tagged<Field>> {
    Ok(Tagged(boards::edit_field(&state.db, &actor, field, edit, expected).await?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FieldPlace {
    /// The field that it should follow; without one, it comes first.
    #[serde(default)]
    after: Option<FieldId>,
}

/// Puts a field behind another of its project, or first.
#[utoipa::path(post, path = "/workspaces/{workspace}/fields/{field}/move", tag = "fields",
    request_body = FieldPlace, responses((status = 200, body = Field, description = "The field as it is now.")))]
async fn move_field(
    State(state): State<AppState>,
    In(actor): In,
    Id(field): Id<FieldId>,
    Body(place): Body<FieldPlace>,
) -> Answer<Tagged<Field>> {
    Ok(Tagged(boards::move_field(&state.db, &actor, field, place.after).await?))
}

/// Takes a field away: for good where no task says anything in it, else aside with what they say.
#[utoipa::path(delete, path = "/workspaces/{workspace}/fields/{field}", tag = "fields",
    responses((status = 204, description = "The field is gone, or put aside.")))]
async fn remove_field(State(state): State<AppState>, In(actor): In, Id(field): Id<FieldId>) -> Answer<StatusCode> {
    boards::remove_field(&state.db, &actor, field).await?;
    Ok(DONE)
}

/// Brings back a field that was put aside, with what tasks say in it.
#[utoipa::path(post, path = "/workspaces/{workspace}/fields/{field}/restore", tag = "fields",
    responses((status = 200, body = Field, description = "The field as it is now.")))]
async fn restore_field(State(state): State<AppState>, In(actor): In, Id(field): Id<FieldId>) -> Answer<Tagged<Field>> {
    Ok(Tagged(boards::restore_field(&state.db, &actor, field).await?))
}
