use super::{
    hub::Hub,
    subscriber::{Subscriber, encode},
};
use atrium::{
    boards,
    ids::{PersonId, ProjectId, WorkspaceId},
    realtime::Tell,
};
use axum::extract::ws::Utf8Bytes;
use std::{collections::HashMap, time::Duration};
use tokio::sync::mpsc;
use uuid::Uuid;

/// What happens within this time reaches the listeners in one frame.
const COALESCE: Duration = Duration::from_millis(8);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TopicKey {
    pub workspace_id: WorkspaceId,
    pub project_id: ProjectId,
}

enum Order {
    Join(Subscriber, i64),
    Leave(Uuid),
    Wake(i64),
    /// Who of the other processes' people is here.
    People(Vec<PersonId>),
}

/// How the hub reaches a topic's task.
#[derive(Debug)]
pub struct TopicHandle {
    orders: mpsc::UnboundedSender<Order>,
    pub(super) subscribers: HashMap<Uuid, Subscriber>,
}

impl TopicHandle {
    pub fn join(&mut self, subscriber: Subscriber, after: i64) {
        self.subscribers.insert(subscriber.connection, subscriber.clone());
        let _ = self.orders.send(Order::Join(subscriber, after));
    }

    /// Whether nobody is left.
    pub fn leave(&mut self, connection: Uuid) -> bool {
        self.subscribers.remove(&connection);
        let _ = self.orders.send(Order::Leave(connection));
        self.subscribers.is_empty()
    }

    pub fn wake(&self, seq: i64) {
        let _ = self.orders.send(Order::Wake(seq));
    }

    pub fn people(&self, elsewhere: Vec<PersonId>) {
        let _ = self.orders.send(Order::People(elsewhere));
    }
}

/// Starts a topic's task. It ends when its handle is dropped.
pub fn start(hub: &Hub, key: TopicKey) -> TopicHandle {
    let (orders, inbox) = mpsc::unbounded_channel();
    let task = TopicTask {
        hub: hub.clone(),
        key,
        seq: None,
        subscribers: HashMap::new(),
        elsewhere: Vec::new(),
        shown: Vec::new(),
    };
    hub.spawn(task.run(inbox));
    TopicHandle { orders, subscribers: HashMap::new() }
}

struct TopicTask {
    hub: Hub,
    key: TopicKey,
    /// Every listener has been sent what happened up to here. The database says so and never a client: one could
    /// claim to know the future, and everybody beside it would hear nothing until then.
    seq: Option<i64>,
    subscribers: HashMap<Uuid, Subscriber>,
    elsewhere: Vec<PersonId>,
    shown: Vec<PersonId>,
}

impl TopicTask {
    async fn run(mut self, mut inbox: mpsc::UnboundedReceiver<Order>) {
        while let Some(order) = inbox.recv().await {
            let mut newest = None;
            let mut people_changed = false;
            let mut joined = Vec::new();
            if matches!(order, Order::Wake(_)) {
                tokio::time::sleep(COALESCE).await;
            }
            let mut next = Some(order);
            while let Some(order) = next {
                match order {
                    Order::Join(subscriber, after) => {
                        people_changed = true;
                        joined.push((subscriber, after));
                    }
                    Order::Leave(connection) => {
                        people_changed = true;
                        joined.retain(|(subscriber, _)| subscriber.connection != connection);
                        self.subscribers.remove(&connection);
                    }
                    Order::Wake(seq) => newest = newest.max(Some(seq)),
                    Order::People(elsewhere) => {
                        people_changed = true;
                        self.elsewhere = elsewhere;
                    }
                }
                next = inbox.try_recv().ok();
            }
            if newest.is_some_and(|newest| self.seq.is_some_and(|seq| newest > seq)) {
                self.tell_changes().await;
            }
            let newcomers: Vec<_> = joined.iter().map(|(subscriber, _)| subscriber.connection).collect();
            self.welcome(joined).await;
            if people_changed {
                self.tell_people(&newcomers);
            }
        }
    }

    async fn changes_after(&self, after: i64) -> Option<(i64, Utf8Bytes)> {
        let TopicKey { workspace_id, project_id } = self.key;
        // A failure is logged where it happens; the look every few seconds tries again.
        let changes = boards::board_changes(&self.hub.db, workspace_id, project_id, after).await.ok()?;
        let seq = changes.seq;
        Some((seq, encode(&Tell::Changes { project_id, changes })?))
    }

    async fn tell_changes(&mut self) {
        let Some(told) = self.seq else { return };
        if let Some((seq, frame)) = self.changes_after(told).await {
            self.seq = Some(told.max(seq));
            for subscriber in self.subscribers.values() {
                subscriber.send(&frame);
            }
        }
    }

    /// Sends newcomers what they missed, each from the number they know. After a restart hundreds
    /// come at once with the same one: they share one look. If the database does not answer, they
    /// come back and ask again: a listener is never left behind in silence.
    async fn welcome(&mut self, newcomers: Vec<(Subscriber, i64)>) {
        let mut looks: HashMap<i64, (i64, Utf8Bytes)> = HashMap::new();
        for (subscriber, after) in newcomers {
            // What others have been told since an earlier look would be missing in it.
            let known = looks.get(&after).filter(|(seq, _)| Some(*seq) >= self.seq).cloned();
            let look = match known {
                Some(look) => Some(look),
                None => self.changes_after(after).await,
            };
            match look {
                Some((seq, frame)) => {
                    subscriber.send(&frame);
                    match self.seq {
                        None => self.seq = Some(seq),
                        Some(told) if seq > told => self.tell_changes().await,
                        Some(_) => {}
                    }
                    looks.insert(after, (seq, frame));
                }
                None => subscriber.overflow.notify_one(),
            }
            self.subscribers.insert(subscriber.connection, subscriber);
        }
    }

    /// Tells everybody who is here when that changed, and newcomers in any case.
    fn tell_people(&mut self, newcomers: &[Uuid]) {
        let mut people: Vec<_> =
            self.subscribers.values().map(|one| one.person_id).chain(self.elsewhere.iter().copied()).collect();
        people.sort_unstable();
        people.dedup();
        people.truncate(50);
        let changed = people != self.shown;
        if !changed && newcomers.is_empty() {
            return;
        }
        let project_id = self.key.project_id;
        let Some(frame) = encode(&Tell::People { project_id, people: people.clone() }) else { return };
        self.shown = people;
        if changed {
            self.subscribers.values().for_each(|subscriber| subscriber.send(&frame));
        } else {
            let new = newcomers.iter().filter_map(|connection| self.subscribers.get(connection));
            new.for_each(|subscriber| subscriber.send(&frame));
        }
    }
}
