//! Follows what happens, to tell people of it: at every commit of this process, and of every other within a minute.

use atrium::{database::Db, ids::WorkspaceId, inbox};
use std::{collections::BTreeSet, time::Duration};
use tokio::sync::mpsc::UnboundedReceiver;

/// What is committed within this time is read in one go.
const COALESCE: Duration = Duration::from_millis(20);
/// How often to look for what nobody followed: a server was killed right after a commit, or a look failed.
const LOOK_EVERY: Duration = Duration::from_mins(1);

/// `events` names a workspace at each commit. The first look is at once: what happened while no server ran.
pub async fn follow(db: Db, mut events: UnboundedReceiver<WorkspaceId>) {
    let mut look = tokio::time::interval(LOOK_EVERY);
    loop {
        let mut workspaces = BTreeSet::new();
        tokio::select! {
            _ = look.tick() => workspaces.extend(inbox::behind(&db).await.unwrap_or_default()),
            woken = events.recv() => {
                let Some(workspace_id) = woken else { return };
                workspaces.insert(workspace_id);
                tokio::time::sleep(COALESCE).await;
                while let Ok(workspace_id) = events.try_recv() {
                    workspaces.insert(workspace_id);
                }
            }
        }
        for workspace_id in workspaces {
            if let Err(error) = inbox::catch_up(&db, workspace_id).await {
                tracing::warn!(%error, %workspace_id, "could not tell people what happened; trying again in a minute");
            }
        }
    }
}
