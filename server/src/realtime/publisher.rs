use super::hub::Hub;
use atrium::{database::Wake, ids::WorkspaceId};
use sqlx::PgPool;
use std::collections::HashMap;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Where commits are heard of.
pub type Wakes = UnboundedReceiver<Wake>;

/// The two ends: one for [`atrium::database::Db`], one for the hub.
pub fn channel() -> (UnboundedSender<Wake>, Wakes) {
    unbounded_channel()
}

/// Wakes this process at once and the others by one NOTIFY for all that came meanwhile.
pub(super) async fn run(hub: Hub, pool: PgPool, mut wakes: Wakes) {
    while let Some(first) = wakes.recv().await {
        let mut newest: HashMap<WorkspaceId, i64> = HashMap::new();
        let mut next = Some(first);
        while let Some(wake) = next {
            hub.wake(wake);
            let seq = newest.entry(wake.workspace_id).or_default();
            *seq = wake.seq.max(*seq);
            next = wakes.try_recv().ok();
        }
        for (workspace_id, seq) in newest {
            let payload = format!("{} {workspace_id} {seq}", hub.process_id);
            let sent = sqlx::query("select pg_notify('atrium_wake', $1)").bind(payload).execute(&pool).await;
            if let Err(error) = sent {
                tracing::warn!(%error, "could not tell the other processes; they look by themselves");
            }
        }
    }
}
