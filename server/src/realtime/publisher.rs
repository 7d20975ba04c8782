use super::{hub::Hub, inboxes};
use atrium::{
    database::Wake,
    ids::{PersonId, WorkspaceId},
    wiki::content::PageKey,
};
use sqlx::PgPool;
use std::collections::HashMap;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Where commits are heard of.
pub type Wakes = UnboundedReceiver<Wake>;

/// The two ends: one for [`atrium::database::Db`], one for the hub.
pub fn channel() -> (UnboundedSender<Wake>, Wakes) {
    unbounded_channel()
}

/// Wakes this process at once; who waits here waits for nobody else. Who follows the log to tell people of it hears of
/// every commit too.
pub(super) async fn run(
    hub: Hub,
    mut wakes: Wakes,
    followed: UnboundedSender<WorkspaceId>,
    others: UnboundedSender<Wake>,
) {
    while let Some(wake) = wakes.recv().await {
        match &wake {
            Wake::Events { workspace_id, seq } => {
                hub.wake(*workspace_id, *seq);
                let _ = followed.send(*workspace_id);
            }
            Wake::Inboxes { workspace_id, people } => hub.inboxes.changed(*workspace_id, people.clone()),
            // A room of another process looks by itself.
            Wake::Page { workspace_id, page_id } => {
                hub.rooms.look_again(PageKey { workspace_id: *workspace_id, page_id: *page_id });
                continue;
            }
        }
        let _ = others.send(wake);
    }
}

/// Tells the other processes by one NOTIFY for all that came meanwhile.
pub(super) async fn tell_others(hub: Hub, pool: PgPool, mut wakes: Wakes) {
    while let Some(first) = wakes.recv().await {
        let mut newest: HashMap<WorkspaceId, i64> = HashMap::new();
        let mut inboxes: HashMap<WorkspaceId, Vec<PersonId>> = HashMap::new();
        let mut next = Some(first);
        while let Some(wake) = next {
            match wake {
                Wake::Events { workspace_id, seq } => {
                    let known = newest.entry(workspace_id).or_default();
                    *known = seq.max(*known);
                }
                Wake::Inboxes { workspace_id, people } => inboxes.entry(workspace_id).or_default().extend(people),
                Wake::Page { .. } => {}
            }
            next = wakes.try_recv().ok();
        }
        for (workspace_id, seq) in newest {
            let payload = format!("{} {workspace_id} {seq}", hub.process_id);
            let sent = sqlx::query("select pg_notify('atrium_wake', $1)").bind(payload).execute(&pool).await;
            if let Err(error) = sent {
                tracing::warn!(%error, "could not tell the other processes; they look by themselves");
            }
        }
        for (workspace_id, people) in inboxes {
            inboxes::tell_others(&hub, &pool, workspace_id, people).await;
        }
    }
}
