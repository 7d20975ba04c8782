use crate::{failure::Failure, wire::Reply};
use atrium::{
    boards::project::Project,
    identity::SessionInfo,
    workspace::{WorkspaceSummary, WorkspaceView},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What stands around every page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrameView {
    pub me: SessionInfo,
    pub workspaces: Vec<WorkspaceSummary>,
    /// Absent on the pages about oneself.
    pub workspace: Option<WorkspaceView>,
    pub projects: Vec<Project>,
    pub can_create_projects: bool,
    /// Tasks with something unread in the inbox of this workspace.
    pub unread: i64,
    /// One's timer runs in this workspace.
    #[serde(default)]
    pub timer_runs: bool,
}

/// `workspace` is a slug, or empty on the pages about oneself.
#[server(output = Reply)]
pub async fn load_frame(workspace: String) -> Result<FrameView, Failure> {
    use crate::context;
    use atrium::{
        actor::Role,
        boards, clock, inbox, time_tracking,
        workspace::{Visit, list_mine},
    };
    let request = context::request()?;
    let (db, caller) = context::caller()?;
    let me = request.session.ok_or(atrium::Error::SignedOut)?;
    if workspace.is_empty() {
        let workspaces = list_mine(&db, &caller, clock::now()).await?;
        return Ok(FrameView {
            me,
            workspaces,
            workspace: None,
            projects: Vec::new(),
            can_create_projects: false,
            unread: 0,
            timer_runs: false,
        });
    }
    let (workspaces, mut visit) = Visit::begin_among_mine(&db, &caller, &workspace, clock::now()).await?;
    Ok(FrameView {
        me,
        workspaces,
        workspace: Some(visit.workspace().await?),
        projects: boards::projects_on(&mut visit).await?,
        unread: inbox::unread_on(&mut visit, clock::now()).await?,
        timer_runs: time_tracking::running_on(&mut visit).await?,
        can_create_projects: !matches!(visit.actor.role, Role::Viewer | Role::Guest),
    })
}
