//! People who listen to their inboxes. Each is told how much is unread when that may be another number, and reads the
//! rest through the query that asks for their rights. One look at the database serves everybody of a workspace who is
//! concerned at that moment, and whoever is not costs nothing.

use super::{
    hub::Hub,
    subscriber::{Subscriber, encode},
};
use atrium::{
    clock,
    ids::{PersonId, WorkspaceId},
    inbox,
    realtime::Tell,
};
use sqlx::PgPool;
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use uuid::Uuid;

pub(super) const CHANNEL: &str = "atrium_inbox";
/// What happens within this time is told in one.
const COALESCE: Duration = Duration::from_millis(8);
/// What was snoozed comes back by itself.
const LOOK_EVERY: Duration = Duration::from_mins(1);
/// A NOTIFY carries at most 8,000 bytes, and an id has 36.
const MOST_TOLD: usize = 150;

type Listener = (WorkspaceId, PersonId);

#[derive(Clone, Debug)]
pub struct Inboxes {
    listeners: Arc<Mutex<HashMap<Listener, HashMap<Uuid, Subscriber>>>>,
    changes: UnboundedSender<Change>,
}

#[derive(Debug)]
pub enum Change {
    Of(WorkspaceId, Vec<PersonId>),
    Everywhere,
}

impl Inboxes {
    pub fn new() -> (Self, UnboundedReceiver<Change>) {
        let (changes, changed) = unbounded_channel();
        (Self { listeners: Arc::default(), changes }, changed)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Listener, HashMap<Uuid, Subscriber>>> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds somebody who may listen. They are told how it stands at once.
    pub fn join(&self, workspace_id: WorkspaceId, subscriber: Subscriber) {
        let person_id = subscriber.person_id;
        self.lock().entry((workspace_id, person_id)).or_default().insert(subscriber.connection, subscriber);
        self.changed(workspace_id, vec![person_id]);
    }

    pub fn leave(&self, workspace_id: WorkspaceId, person_id: PersonId, connection: Uuid) {
        let mut listeners = self.lock();
        if let Some(connections) = listeners.get_mut(&(workspace_id, person_id)) {
            connections.remove(&connection);
            if connections.is_empty() {
                listeners.remove(&(workspace_id, person_id));
            }
        }
    }

    /// Sends somebody away who may not listen any more.
    pub fn close(&self, workspace_id: WorkspaceId, person_id: PersonId) {
        let gone = self.lock().remove(&(workspace_id, person_id)).unwrap_or_default();
        if let Some(frame) = encode(&Tell::InboxGone) {
            for subscriber in gone.values() {
                subscriber.send(&frame);
            }
        }
    }

    pub fn listening(&self) -> Vec<Listener> {
        self.lock().keys().copied().collect()
    }

    pub fn changed(&self, workspace_id: WorkspaceId, people: Vec<PersonId>) {
        let _ = self.changes.send(Change::Of(workspace_id, people));
    }

    pub fn changed_everywhere(&self) {
        let _ = self.changes.send(Change::Everywhere);
    }

    fn tell(&self, listener: Listener, unread: i64) {
        let Some(frame) = encode(&Tell::Inbox { unread }) else { return };
        if let Some(connections) = self.lock().get(&listener) {
            for subscriber in connections.values() {
                subscriber.send(&frame);
            }
        }
    }
}

/// One after the other, so that nobody is told an older number after a newer one.
pub(super) async fn run(hub: Hub, mut changed: UnboundedReceiver<Change>) {
    let mut told: HashMap<Listener, i64> = HashMap::new();
    let mut look = tokio::time::interval(LOOK_EVERY);
    loop {
        let mut wanted: HashSet<Listener> = HashSet::new();
        tokio::select! {
            change = changed.recv() => {
                let Some(change) = change else { return };
                tokio::time::sleep(COALESCE).await;
                let mut next = Some(change);
                while let Some(change) = next {
                    match change {
                        Change::Of(workspace_id, people) => wanted.extend(people.into_iter().map(|id| (workspace_id, id))),
                        Change::Everywhere => wanted.extend(hub.inboxes.listening()),
                    }
                    next = changed.try_recv().ok();
                }
            }
            _ = look.tick() => {}
        }
        let listening: HashSet<Listener> = hub.inboxes.listening().into_iter().collect();
        told.retain(|listener, _| listening.contains(listener));
        // Nobody in particular: what the clock may have changed.
        let by_clock = wanted.is_empty();
        let asked = if by_clock { listening } else { wanted.intersection(&listening).copied().collect() };
        for (listener, unread) in count(&hub, asked).await {
            let known = told.insert(listener, unread);
            if !by_clock || known != Some(unread) {
                hub.inboxes.tell(listener, unread);
            }
        }
    }
}

async fn count(hub: &Hub, asked: HashSet<Listener>) -> Vec<(Listener, i64)> {
    let mut workspaces: HashMap<WorkspaceId, Vec<PersonId>> = HashMap::new();
    for (workspace_id, person_id) in asked {
        workspaces.entry(workspace_id).or_default().push(person_id);
    }
    let mut counts = Vec::new();
    for (workspace_id, people) in workspaces {
        // A failure is logged where it happens; the next look tries again.
        let Ok(unread) = inbox::unread_of(&hub.db, workspace_id, &people, clock::now()).await else { continue };
        counts.extend(people.into_iter().map(|id| ((workspace_id, id), unread.get(&id).copied().unwrap_or_default())));
    }
    counts
}

/// Tells the other processes, which have listeners of their own.
pub(super) async fn tell_others(hub: &Hub, pool: &PgPool, workspace_id: WorkspaceId, mut people: Vec<PersonId>) {
    people.sort_unstable();
    people.dedup();
    for some in people.chunks(MOST_TOLD) {
        let ids: Vec<String> = some.iter().map(ToString::to_string).collect();
        let payload = format!("{} {workspace_id} {}", hub.process_id, ids.join(","));
        let sent = sqlx::query("select pg_notify($1, $2)").bind(CHANNEL).bind(payload).execute(pool).await;
        if let Err(error) = sent {
            tracing::warn!(%error, "could not tell the other processes of changed inboxes; they look by themselves");
        }
    }
}

/// `process workspace person,person`, unless this process said it itself.
pub(super) fn hear(hub: &Hub, payload: &str) {
    let mut parts = payload.split(' ');
    let (Some(process), Some(workspace), Some(people)) = (parts.next(), parts.next(), parts.next()) else { return };
    let Ok(workspace_id) = workspace.parse() else { return };
    if process != hub.process_id.to_string() {
        hub.inboxes.changed(workspace_id, people.split(',').filter_map(|id| id.parse().ok()).collect());
    }
}
