use super::{
    answer::{DONE, Made},
    extract::{Base, Id, IdempotencyKey, In, NewBody, Page, Paging, Query, SignedIn},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    actor::Role,
    clock,
    ids::InvitationId,
    workspace::{self, Accepted, InvitationPreview, InvitationView, Invite, Invited},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_invitations, invite))
        .routes(routes!(revoke_invitation))
        .routes(routes!(preview_invitation))
        .routes(routes!(accept_invitation))
}

/// The invitations that stand, newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/invitations", tag = "invitations", params(Paging),
    responses((status = 200, body = Page<InvitationView>, description = "A page of invitations.")))]
async fn list_invitations(
    State(state): State<AppState>,
    In(actor): In,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<InvitationView>>> {
    let invitations = workspace::list_invitations(&state.db, &actor, clock::now()).await?;
    Ok(Json(paging.cut(invitations, |invitation| invitation.id.uuid())?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewInvitation {
    /// Mailed to this address and good once; without one, a link for whoever gets it.
    #[schema(max_length = 254)]
    email: Option<String>,
    /// Any but owner.
    role: Role,
    #[serde(default = "a_week")]
    #[schema(minimum = 1, maximum = 30, default = 7)]
    days: i64,
}

fn a_week() -> i64 {
    7
}

/// Invites somebody. The link is in the answer, once.
#[utoipa::path(post, path = "/workspaces/{workspace}/invitations", tag = "invitations", params(IdempotencyKey),
    request_body = NewInvitation, responses((status = 201, body = Invited, description = "The new invitation.")))]
async fn invite(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    NewBody(new, once): NewBody<NewInvitation>,
) -> Answer<Made<Json<Invited>>> {
    let form = Invite { email: new.email.as_deref(), role: new.role, days: new.days, base_url: &state.base_url };
    let invited = workspace::invite(&state.db, &actor, form, once.as_ref(), clock::now()).await?;
    Ok(Made(base.of("invitations", invited.id), Json(invited)))
}

/// Makes an invitation useless at once.
#[utoipa::path(delete, path = "/workspaces/{workspace}/invitations/{invitation}", tag = "invitations",
    responses((status = 204, description = "The invitation is revoked.")))]
async fn revoke_invitation(
    State(state): State<AppState>,
    In(actor): In,
    Id(invitation): Id<InvitationId>,
) -> Answer<StatusCode> {
    workspace::revoke_invitation(&state.db, &actor, invitation, clock::now()).await?;
    Ok(DONE)
}

/// What an invitation says to whoever has its link, signed in or not.
#[utoipa::path(get, path = "/invitations/{invitation_token}", tag = "invitations", security(()),
    responses((status = 200, body = InvitationPreview, description = "The invitation.")))]
async fn preview_invitation(State(state): State<AppState>, Id(token): Id<String>) -> Answer<Json<InvitationPreview>> {
    Ok(Json(workspace::preview_invitation(&state.db, &token, clock::now()).await?))
}

/// Takes the caller into the workspace of an invitation.
#[utoipa::path(post, path = "/invitations/{invitation_token}/accept", tag = "invitations",
    responses((status = 200, body = Accepted, description = "Where the invitation led.")))]
async fn accept_invitation(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
    Id(token): Id<String>,
) -> Answer<Json<Accepted>> {
    Ok(Json(workspace::accept_invitation(&state.db, &caller, &token, clock::now()).await?))
}
