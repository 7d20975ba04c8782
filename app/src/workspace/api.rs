use crate::failure::Failure;
use atrium::workspace::{InvitationPreview, WorkspaceSummary};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::context::{caller, request};
#[cfg(feature = "ssr")]
use atrium::{clock::now, workspace};

#[server]
pub async fn load_workspaces() -> Result<Vec<WorkspaceSummary>, Failure> {
    let (db, caller) = caller()?;
    Ok(workspace::list_mine(&db, &caller, now()).await?)
}

#[server]
pub async fn create_workspace(name: String, slug: String) -> Result<(), Failure> {
    let (db, caller) = caller()?;
    let form = workspace::CreateWorkspace { name: &name, slug: Some(&slug) };
    let founded = workspace::create(&db, &caller, form, now()).await?;
    leptos_axum::redirect(&format!("/w/{}", founded.slug), false);
    Ok(())
}

#[server]
pub async fn restore_workspace(slug: String) -> Result<(), Failure> {
    let (db, caller) = caller()?;
    Ok(workspace::restore(&db, &caller, &slug, now()).await?)
}

/// An invitation, and the address of who opens it, if they are signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvitationDoor {
    pub invitation: InvitationPreview,
    pub me: Option<String>,
}

#[server]
pub async fn load_invitation(token: String) -> Result<InvitationDoor, Failure> {
    let request = request()?;
    let invitation = workspace::preview_invitation(&request.db, &token, now()).await?;
    Ok(InvitationDoor { invitation, me: request.session.map(|session| session.email) })
}

#[server]
pub async fn accept_invitation(token: String) -> Result<(), Failure> {
    let (db, caller) = caller()?;
    let accepted = workspace::accept_invitation(&db, &caller, &token, now()).await?;
    leptos_axum::redirect(&format!("/w/{}", accepted.slug), false);
    Ok(())
}
