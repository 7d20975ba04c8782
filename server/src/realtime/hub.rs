use super::{
    inboxes::{self, Inboxes},
    listener,
    pages::{self, Pages},
    publisher::{self, Wakes},
    rights,
    subscriber::Subscriber,
    topic::{self, TopicHandle, TopicKey},
    wikis::{self, Wikis},
};
use crate::{collab::Rooms, inbox};
use atrium::{database::Db, ids::WorkspaceId};
use sqlx::PgPool;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::mpsc::unbounded_channel;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use uuid::Uuid;

/// The live hub of this process. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Hub {
    pub(super) db: Db,
    pub(super) stop: CancellationToken,
    pub(super) tasks: TaskTracker,
    /// Tells this process from its siblings.
    pub(super) process_id: Uuid,
    topics: Arc<Mutex<HashMap<TopicKey, TopicHandle>>>,
    /// Everybody who is connected, whatever they listen to.
    connected: Arc<Mutex<HashMap<Uuid, Subscriber>>>,
    pub(super) inboxes: Inboxes,
    pub(super) wikis: Wikis,
    pub(super) pages: Pages,
    pub(super) rooms: Rooms,
}

impl Hub {
    /// Starts the hub's background tasks. `listening` connects on its own for LISTEN and NOTIFY.
    pub fn start(
        db: Db,
        listening: PgPool,
        wakes: Wakes,
        rooms: Rooms,
        stop: CancellationToken,
        tasks: TaskTracker,
    ) -> Self {
        let (inboxes, changed) = Inboxes::new();
        let (wikis, changed_wikis) = Wikis::new();
        let hub = Self {
            db,
            stop,
            tasks,
            process_id: Uuid::new_v4(),
            topics: Arc::default(),
            connected: Arc::default(),
            inboxes,
            wikis,
            pages: Pages::default(),
            rooms,
        };
        let (followed, events) = unbounded_channel();
        let (others, for_others) = publisher::channel();
        hub.spawn(publisher::run(hub.clone(), wakes, followed, others));
        hub.spawn(publisher::tell_others(hub.clone(), listening.clone(), for_others));
        hub.spawn(inbox::follow(hub.db.clone(), events));
        hub.spawn(inboxes::run(hub.clone(), changed));
        hub.spawn(wikis::run(hub.clone(), changed_wikis));
        hub.spawn(pages::run(hub.clone()));
        hub.spawn(listener::run(hub.clone(), listening.clone()));
        hub.spawn(listener::look_around(hub.clone()));
        hub.spawn(super::presence::run(hub.clone(), listening));
        hub.spawn(rights::run(hub.clone()));
        hub
    }

    pub(super) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let stop = self.stop.clone();
        self.tasks.spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                () = task => {}
            }
        });
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<TopicKey, TopicHandle>> {
        // Nothing panics while it holds the map; were it so, the map itself would still be whole.
        self.topics.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn arrive(&self, subscriber: Subscriber) {
        let mut connected = self.connected.lock().unwrap_or_else(PoisonError::into_inner);
        connected.insert(subscriber.connection, subscriber);
    }

    pub(super) fn depart(&self, connection: Uuid) {
        self.connected.lock().unwrap_or_else(PoisonError::into_inner).remove(&connection);
    }

    pub(super) fn connected(&self) -> Vec<Subscriber> {
        self.connected.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// Adds a listener who may listen, from event number `after` on.
    pub(super) fn join(&self, key: TopicKey, subscriber: Subscriber, after: i64) {
        let mut topics = self.lock();
        let handle = topics.entry(key).or_insert_with(|| topic::start(self, key));
        handle.join(subscriber, after);
    }

    pub(super) fn leave(&self, key: TopicKey, connection: Uuid) {
        let mut topics = self.lock();
        if let Some(handle) = topics.get_mut(&key)
            && handle.leave(connection)
        {
            topics.remove(&key);
        }
    }

    /// Tells the topics of a workspace that it has events up to `seq`.
    pub(super) fn wake(&self, workspace_id: WorkspaceId, seq: i64) {
        for (key, handle) in self.lock().iter() {
            if key.workspace_id == workspace_id {
                handle.wake(seq);
            }
        }
        self.wikis.wake(workspace_id, seq);
    }

    /// Tells every topic to look, after notifications may have been missed.
    pub(super) fn wake_all(&self) {
        self.inboxes.changed_everywhere();
        for handle in self.lock().values() {
            handle.wake(i64::MAX);
        }
        self.wikis.workspaces().into_iter().for_each(|id| self.wikis.wake(id, i64::MAX));
    }

    pub(super) fn workspaces(&self) -> Vec<WorkspaceId> {
        let mut ids: Vec<_> = self.lock().keys().map(|key| key.workspace_id).collect();
        ids.extend(self.wikis.workspaces());
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    pub(super) fn with_topics<T>(&self, look: impl FnOnce(&HashMap<TopicKey, TopicHandle>) -> T) -> T {
        look(&self.lock())
    }
}
