use super::{
    answer::{DONE, Made, Tagged, Version},
    extract::{Body, Id, IdempotencyKey, IfMatch, In, NewBody, Page, Paging, Query, SignedIn},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    clock,
    workspace::{self, Billing, CreateWorkspace, WorkspaceSummary, WorkspaceView},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_workspaces, create_workspace))
        .routes(routes!(get_workspace, rename_workspace, delete_workspace))
        .routes(routes!(restore_workspace))
        .routes(routes!(leave_workspace))
        .routes(routes!(get_billing, edit_billing))
}

/// The caller's workspaces: shared ones by name, then their own space.
#[utoipa::path(get, path = "/workspaces", tag = "workspaces", params(Paging),
    responses((status = 200, body = Page<WorkspaceSummary>, description = "A page of workspaces.")))]
async fn list_workspaces(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<WorkspaceSummary>>> {
    let workspaces = workspace::list_mine(&state.db, &caller, clock::now()).await?;
    Ok(Json(paging.cut(workspaces, |workspace| workspace.id.uuid())?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewWorkspace {
    #[schema(min_length = 1, max_length = 80)]
    name: String,
    /// The short name in its address; without one, or empty, it is made from the name.
    #[schema(pattern = "^([a-z0-9][a-z0-9-]{0,39})?$")]
    slug: Option<String>,
}

/// Makes a workspace with the caller as its owner.
#[utoipa::path(post, path = "/workspaces", tag = "workspaces", params(IdempotencyKey), request_body = NewWorkspace,
    responses((status = 201, body = WorkspaceView, description = "The new workspace.")))]
async fn create_workspace(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
    NewBody(new, once): NewBody<NewWorkspace>,
) -> Answer<Made<Tagged<WorkspaceView>>> {
    let form = CreateWorkspace { name: &new.name, slug: new.slug.as_deref() };
    let founded = workspace::create(&state.db, &caller, form, once.as_ref(), clock::now()).await?;
    let actor = workspace::enter_by_id(&state.db, &caller, founded.id).await?;
    let view = workspace::view(&state.db, &actor).await?;
    Ok(Made(format!("/api/v1/workspaces/{}", founded.slug), Tagged(view)))
}

/// A workspace, with what the caller may do in it.
#[utoipa::path(get, path = "/workspaces/{workspace}", tag = "workspaces",
    responses((status = 200, body = WorkspaceView, description = "The workspace.")))]
async fn get_workspace(State(state): State<AppState>, In(actor): In) -> Answer<Tagged<WorkspaceView>> {
    Ok(Tagged(workspace::view(&state.db, &actor).await?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WorkspaceEdit {
    #[schema(min_length = 1, max_length = 80)]
    name: String,
}

/// Gives a workspace another name. Its address stays.
#[utoipa::path(patch, path = "/workspaces/{workspace}", tag = "workspaces", params(IfMatch),
    request_body = WorkspaceEdit, responses((status = 200, body = Version, description = "Its version now.")))]
async fn rename_workspace(
    State(state): State<AppState>,
    In(actor): In,
    IfMatch(expected): IfMatch,
    Body(edit): Body<WorkspaceEdit>,
) -> Answer<Tagged<Version>> {
    let version = workspace::rename(&state.db, &actor, &edit.name, expected).await?;
    Ok(Tagged(Version { version }))
}

/// Deletes a workspace for everybody. An owner can restore it for 30 days.
#[utoipa::path(delete, path = "/workspaces/{workspace}", tag = "workspaces",
    responses((status = 204, description = "The workspace is deleted.")))]
async fn delete_workspace(State(state): State<AppState>, In(actor): In) -> Answer<StatusCode> {
    workspace::delete(&state.db, &actor, clock::now()).await?;
    Ok(DONE)
}

/// Brings a deleted workspace of the caller's back.
#[utoipa::path(post, path = "/workspaces/{workspace}/restore", tag = "workspaces",
    responses((status = 204, description = "The workspace is there again.")))]
async fn restore_workspace(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
    Id(slug): Id<String>,
) -> Answer<StatusCode> {
    workspace::restore(&state.db, &caller, &slug, clock::now()).await?;
    Ok(DONE)
}

/// Leaves a workspace. What the caller made there stays, under their name.
#[utoipa::path(post, path = "/workspaces/{workspace}/leave", tag = "workspaces",
    responses((status = 204, description = "The caller is no member any more.")))]
async fn leave_workspace(State(state): State<AppState>, In(actor): In) -> Answer<StatusCode> {
    workspace::leave(&state.db, &actor, clock::now()).await?;
    Ok(DONE)
}

/// The billing record. Nothing depends on it.
#[utoipa::path(get, path = "/workspaces/{workspace}/billing", tag = "workspaces",
    responses((status = 200, body = Billing, description = "The billing record.")))]
async fn get_billing(State(state): State<AppState>, In(actor): In) -> Answer<Tagged<Billing>> {
    Ok(Tagged(workspace::billing(&state.db, &actor).await?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BillingInput {
    #[schema(min_length = 1, max_length = 60)]
    plan: String,
    #[serde(default)]
    #[schema(max_length = 254)]
    billing_contact: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    invoice_reference: String,
}

/// Writes the billing record down.
#[utoipa::path(put, path = "/workspaces/{workspace}/billing", tag = "workspaces", params(IfMatch),
    request_body = BillingInput, responses((status = 200, body = Version, description = "Its version now.")))]
async fn edit_billing(
    State(state): State<AppState>,
    In(actor): In,
    IfMatch(expected): IfMatch,
    Body(billing): Body<BillingInput>,
) -> Answer<Tagged<Version>> {
    let BillingInput { plan, billing_contact, invoice_reference } = billing;
    let version =
        workspace::update_billing(&state.db, &actor, &plan, &billing_contact, &invoice_reference, expected).await?;
    Ok(Tagged(Version { version }))
}
