use super::{hub::Hub, inboxes, presence};
use atrium::ids::WorkspaceId;
use sqlx::{PgPool, postgres::PgListener};
use std::time::Duration;

/// How often a process looks by itself for what a lost notification would have told.
const LOOK_EVERY: Duration = Duration::from_secs(3);
const RECONNECT_AFTER: Duration = Duration::from_millis(500);

pub(super) async fn run(hub: Hub, pool: PgPool) {
    loop {
        if let Err(error) = listen(&hub, &pool).await {
            tracing::warn!(%error, "the line to the database broke; listening again");
        }
        tokio::time::sleep(RECONNECT_AFTER).await;
        hub.wake_all();
    }
}

async fn listen(hub: &Hub, pool: &PgPool) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen_all(["atrium_wake", presence::CHANNEL, inboxes::CHANNEL]).await?;
    hub.wake_all();
    loop {
        // `None` is a reconnection: notifications may have been missed.
        match listener.try_recv().await? {
            None => hub.wake_all(),
            Some(note) if note.channel() == presence::CHANNEL => presence::hear(hub, note.payload()),
            Some(note) if note.channel() == inboxes::CHANNEL => inboxes::hear(hub, note.payload()),
            Some(note) => {
                if let Some((workspace_id, seq)) = parse(note.payload(), &hub.process_id.to_string()) {
                    hub.wake(workspace_id, seq);
                }
            }
        }
    }
}

/// `process workspace seq`, unless this process said it itself.
fn parse(payload: &str, own: &str) -> Option<(WorkspaceId, i64)> {
    let mut parts = payload.split(' ');
    let process = parts.next()?;
    let workspace_id: WorkspaceId = parts.next()?.parse().ok()?;
    let seq = parts.next()?.parse().ok()?;
    (process != own).then_some((workspace_id, seq))
}

/// Looks, every few seconds, whether a workspace that is listened to has gone on.
pub(super) async fn look_around(hub: Hub) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let workspaces = hub.workspaces();
        if workspaces.is_empty() {
            continue;
        }
        if let Ok(newest) = atrium::activity::newest(&hub.db, &workspaces).await {
            for (workspace_id, seq) in newest {
                hub.wake(workspace_id, seq);
            }
        }
    }
}
