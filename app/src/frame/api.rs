use crate::{failure::Failure, wire::Reply};
use atrium::ids::PersonId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What stands around every page. Every page reads it, so it says what the frame shows, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameView {
    pub me: PersonId,
    pub name: String,
    pub email: String,
    /// 0 to 9.
    pub hue: i16,
    /// Those that can be entered.
    pub workspaces: Vec<Place>,
    /// Absent on the pages about oneself.
    pub workspace: Option<Place>,
    pub projects: Vec<Place>,
    pub sees_members: bool,
    pub can_create_projects: bool,
    /// Tasks with something unread in the inbox of this workspace.
    pub unread: i64,
    /// One's timer runs in this workspace.
    #[serde(default)]
    pub timer_runs: bool,
}

/// A workspace or a project, as the sidebar names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The slug of a workspace, the key of a project.
    pub key: String,
    pub name: String,
    /// 0 to 9.
    pub hue: i16,
}

/// `workspace` is a slug, or empty on the pages about oneself.
#[server(output = Reply)]
pub async fn load_frame(workspace: String) -> Result<FrameView, Failure> {
    use super::places::{of_project, of_workspace, open};
    use crate::context;
    use atrium::{
        actor::Role,
        boards, clock, inbox, time_tracking,
        workspace::{Visit, list_mine},
    };
    let request = context::request()?;
    let (db, caller) = context::caller()?;
    let me = request.session.ok_or(atrium::Error::SignedOut)?;
    let mut view = FrameView {
        me: me.person_id,
        name: me.name,
        email: me.email,
        hue: me.hue,
        workspaces: Vec::new(),
        workspace: None,
        projects: Vec::new(),
        sees_members: false,
        can_create_projects: false,
        unread: 0,
        timer_runs: false,
    };
    if workspace.is_empty() {
        view.workspaces = open(list_mine(&db, &caller, clock::now()).await?);
        return Ok(view);
    }
    let (workspaces, mut visit) = Visit::begin_among_mine(&db, &caller, &workspace, clock::now()).await?;
    let here = visit.workspace().await?;
    Ok(FrameView {
        workspaces: open(workspaces),
        sees_members: here.can.see_members,
        workspace: Some(of_workspace(here.id, here.slug, here.name)),
        projects: boards::projects_on(&mut visit).await?.into_iter().map(of_project).collect(),
        unread: inbox::unread_on(&mut visit, clock::now()).await?,
        timer_runs: time_tracking::running_on(&mut visit).await?,
        can_create_projects: !matches!(visit.actor.role, Role::Viewer | Role::Guest),
        ..view
    })
}
