use crate::{failure::Failure, wire::Reply};
use atrium::{
    activity::EventPage,
    actor::Role,
    ids::{InvitationId, PersonId, TeamId},
    workspace::{
        Billing, InvitationPreview, InvitationView, Invited, MemberPage, MemberView, TeamView, WorkspaceSummary,
        WorkspaceView,
    },
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::context::{actor, caller, request};
#[cfg(feature = "ssr")]
use atrium::{activity, clock::now, workspace};

#[server(output = Reply)]
pub async fn load_workspaces() -> Result<Vec<WorkspaceSummary>, Failure> {
    let (db, caller) = caller()?;
    Ok(workspace::list_mine(&db, &caller, now()).await?)
}

#[server(output = Reply)]
pub async fn create_workspace(name: String, slug: String) -> Result<(), Failure> {
    let (db, caller) = caller()?;
    let form = workspace::CreateWorkspace { name: &name, slug: Some(&slug) };
    let founded = workspace::create(&db, &caller, form, None, now()).await?;
    leptos_axum::redirect(&format!("/w/{}", founded.slug), false);
    Ok(())
}

#[server(output = Reply)]
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

#[server(output = Reply)]
pub async fn load_invitation(token: String) -> Result<InvitationDoor, Failure> {
    let request = request()?;
    let invitation = workspace::preview_invitation(&request.db, &token, now()).await?;
    Ok(InvitationDoor { invitation, me: request.session.map(|session| session.email) })
}

#[server(output = Reply)]
pub async fn accept_invitation(token: String) -> Result<(), Failure> {
    let (db, caller) = caller()?;
    let accepted = workspace::accept_invitation(&db, &caller, &token, now()).await?;
    leptos_axum::redirect(&format!("/w/{}", accepted.slug), false);
    Ok(())
}

/// The workspace's own settings. The billing record is there for its owners.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    pub workspace: WorkspaceView,
    pub billing: Option<Billing>,
}

#[server(output = Reply)]
pub async fn load_settings(workspace: String) -> Result<Settings, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let workspace = workspace::view(&db, &actor).await?;
    let billing = if workspace.can.edit_billing { Some(workspace::billing(&db, &actor).await?) } else { None };
    Ok(Settings { workspace, billing })
}

#[server(output = Reply)]
pub async fn rename_workspace(workspace: String, name: String, version: i32) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    workspace::rename(&db, &actor, &name, Some(version)).await?;
    Ok(())
}

#[server(output = Reply)]
pub async fn update_billing(
    workspace: String,
    plan: String,
    billing_contact: String,
    invoice_reference: String,
    version: i32,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    workspace::update_billing(&db, &actor, &plan, &billing_contact, &invoice_reference, Some(version)).await?;
    Ok(())
}

#[server(output = Reply)]
pub async fn delete_workspace(workspace: String) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    workspace::delete(&db, &actor, now()).await?;
    leptos_axum::redirect("/", false);
    Ok(())
}

#[server(output = Reply)]
pub async fn leave_workspace(workspace: String) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    workspace::leave(&db, &actor, now()).await?;
    leptos_axum::redirect("/", false);
    Ok(())
}

/// Members as the reader may see and change them, and the invitations that stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Members {
    pub workspace: WorkspaceView,
    pub page: MemberPage,
    /// Whom a member can report to.
    pub managers: Vec<MemberView>,
    pub invitations: Vec<InvitationView>,
}

#[server(output = Reply)]
pub async fn load_members(workspace: String, search: String, after: Option<PersonId>) -> Result<Members, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let workspace = workspace::view(&db, &actor).await?;
    let page = workspace::list_members(&db, &actor, &search, after, 100, now()).await?;
    let managers = if workspace.can.manage_members {
        workspace::list_members(&db, &actor, "", None, 200, now()).await?.items
    } else {
        Vec::new()
    };
    let invitations =
        if workspace.can.invite { workspace::list_invitations(&db, &actor, now()).await? } else { Vec::new() };
    Ok(Members { workspace, page, managers, invitations })
}

#[server(output = Reply)]
pub async fn change_role(workspace: String, person: PersonId, role: Role, version: i32) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    workspace::change_role(&db, &actor, person, role, Some(version)).await?;
    Ok(())
}

/// `manager` is empty for nobody.
#[server(output = Reply)]
pub async fn set_manager(workspace: String, person: PersonId, manager: String) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(workspace::set_manager(&db, &actor, person, manager.parse().ok()).await?)
}

#[server(output = Reply)]
pub async fn suspend_member(workspace: String, person: PersonId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(workspace::suspend(&db, &actor, person, now()).await?)
}

#[server(output = Reply)]
pub async fn reinstate_member(workspace: String, person: PersonId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(workspace::reinstate(&db, &actor, person).await?)
}

#[server(output = Reply)]
pub async fn invite(workspace: String, email: String, role: Role, days: i64) -> Result<Invited, Failure> {
    let base_url = request()?.base_url;
    let (db, actor) = actor(&workspace).await?;
    let form = workspace::Invite { email: Some(&email), role, days, base_url: &base_url };
    Ok(workspace::invite(&db, &actor, form, None, now()).await?)
}

#[server(output = Reply)]
pub async fn revoke_invitation(workspace: String, id: InvitationId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(workspace::revoke_invitation(&db, &actor, id, now()).await?)
}

/// The teams, and whom one can add to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Teams {
    pub workspace: WorkspaceView,
    pub teams: Vec<TeamView>,
    pub members: Vec<MemberView>,
}

#[server(output = Reply)]
pub async fn load_teams(workspace: String) -> Result<Teams, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let workspace = workspace::view(&db, &actor).await?;
    let teams = workspace::list_teams(&db, &actor).await?;
    let members = if workspace.can.manage_teams {
        workspace::list_members(&db, &actor, "", None, 200, now()).await?.items
    } else {
        Vec::new()
    };
    Ok(Teams { workspace, teams, members })
}

#[server(output = Reply)]
pub async fn create_team(workspace: String, name: String) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    workspace::create_team(&db, &actor, &name, None, now()).await?;
    Ok(())
}

#[server(output = Reply)]
pub async fn rename_team(workspace: String, team: TeamId, name: String, version: i32) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    workspace::rename_team(&db, &actor, team, &name, Some(version)).await?;
    Ok(())
}

#[server(output = Reply)]
pub async fn delete_team(workspace: String, team: TeamId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(workspace::delete_team(&db, &actor, team).await?)
}

#[server(output = Reply)]
pub async fn add_team_member(workspace: String, team: TeamId, person: PersonId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(workspace::add_team_member(&db, &actor, team, person).await?)
}

#[server(output = Reply)]
pub async fn remove_team_member(workspace: String, team: TeamId, person: PersonId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(workspace::remove_team_member(&db, &actor, team, person).await?)
}

#[server(output = Reply)]
pub async fn set_team_lead(workspace: String, team: TeamId, person: PersonId, lead: bool) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(workspace::set_team_lead(&db, &actor, team, person, lead).await?)
}

#[server(output = Reply)]
pub async fn load_audit(
    workspace: String,
    kind: String,
    person: String,
    words: String,
    before: Option<i64>,
) -> Result<EventPage, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let search = activity::AuditSearch { kind, person_id: person.parse().ok(), words: words.replace('\0', "") };
    Ok(activity::audit(&db, &actor, &search, before, 50, now()).await?)
}
