//! People who listen to the pages of a workspace. Each is told which of those that they see were changed, and reads them
//! through the queries that ask for their rights: so nobody is told of what they may not see, and no right is kept here.
//! Everybody who has been told up to the same event shares one look at the database.

use super::{
    hub::Hub,
    subscriber::{Listener, Subscriber, encode},
};
use atrium::{
    ids::{PersonId, WorkspaceId},
    realtime::Tell,
    wiki,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use uuid::Uuid;

/// What happens within this time is told in one.
const COALESCE: Duration = Duration::from_millis(30);

/// Each with the newest event that they know.
type Listeners = HashMap<WorkspaceId, HashMap<Uuid, Listener>>;

#[derive(Clone, Debug)]
pub struct Wikis {
    listeners: Arc<Mutex<Listeners>>,
    changes: UnboundedSender<WorkspaceId>,
}

impl Wikis {
    pub fn new() -> (Self, UnboundedReceiver<WorkspaceId>) {
        let (changes, changed) = unbounded_channel();
        (Self { listeners: Arc::default(), changes }, changed)
    }

    fn lock(&self) -> MutexGuard<'_, Listeners> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds somebody who knows what happened up to an event. They are told at once what they have missed.
    pub fn join(&self, workspace_id: WorkspaceId, subscriber: Subscriber, after: i64) {
        let listener = Listener { subscriber, told: after };
        self.lock().entry(workspace_id).or_default().insert(listener.subscriber.connection, listener);
        let _ = self.changes.send(workspace_id);
    }

    pub fn leave(&self, workspace_id: WorkspaceId, connection: Uuid) {
        let mut listeners = self.lock();
        if let Some(connections) = listeners.get_mut(&workspace_id) {
            connections.remove(&connection);
            if connections.is_empty() {
                listeners.remove(&workspace_id);
            }
        }
    }

    /// A workspace has events up to `seq`.
    pub fn wake(&self, workspace_id: WorkspaceId, seq: i64) {
        let behind = |listener: &Listener| listener.told < seq;
        if self.lock().get(&workspace_id).is_some_and(|connections| connections.values().any(behind)) {
            let _ = self.changes.send(workspace_id);
        }
    }

    pub fn workspaces(&self) -> Vec<WorkspaceId> {
        self.lock().keys().copied().collect()
    }

    /// The listeners of a workspace, by what they have been told.
    fn by_told(&self, workspace_id: WorkspaceId) -> BTreeMap<i64, HashSet<PersonId>> {
        let mut by_told: BTreeMap<i64, HashSet<PersonId>> = BTreeMap::new();
        for listener in self.lock().get(&workspace_id).into_iter().flat_map(HashMap::values) {
            by_told.entry(listener.told).or_default().insert(listener.subscriber.person_id);
        }
        by_told
    }

    /// Tells those of these people who know what happened up to `told` what has happened since.
    fn tell(&self, workspace_id: WorkspaceId, told: i64, people: &[PersonId], news: &wiki::News) {
        let mut listeners = self.lock();
        let Some(connections) = listeners.get_mut(&workspace_id) else { return };
        for listener in connections.values_mut() {
            let person_id = listener.subscriber.person_id;
            // Who came after the question is in the next one.
            if listener.told != told || !people.contains(&person_id) {
                continue;
            }
            listener.told = told.max(news.seq);
            let things = news.things.get(&person_id);
            let tell = things.map(|things| Tell::Wiki { seq: news.seq, things: things.clone() });
            if let Some(frame) = tell.as_ref().and_then(encode) {
                listener.subscriber.send(&frame);
            }
        }
    }
}

/// One after the other, so that nobody is told of an older event after a newer one.
pub(super) async fn run(hub: Hub, mut changed: UnboundedReceiver<WorkspaceId>) {
    while let Some(first) = changed.recv().await {
        tokio::time::sleep(COALESCE).await;
        let mut wanted = HashSet::from([first]);
        while let Ok(next) = changed.try_recv() {
            wanted.insert(next);
        }
        for workspace_id in wanted {
            for (told, people) in hub.wikis.by_told(workspace_id) {
                let people: Vec<_> = people.into_iter().collect();
                // A failure is logged where it happens; the look every few seconds tries again.
                if let Ok(news) = wiki::news(&hub.db, workspace_id, told, &people).await {
                    hub.wikis.tell(workspace_id, told, &people, &news);
                }
            }
        }
    }
}
