//! People who read pages. Every two seconds one question tells how far the logs of all that are read go, so that it does
//! not matter which process has a page open. Who shows an older text is told that there is a newer one, if they may see
//! the page at that moment, and reads it through the query that asks for their rights. While nobody reads, nothing is
//! asked; while nobody writes, nothing more.

use super::{
    hub::Hub,
    subscriber::{Subscriber, encode},
};
use atrium::{
    ids::PersonId,
    realtime::Tell,
    wiki::{
        content::{self, Asked, PageKey},
        level::Level,
    },
};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use uuid::Uuid;

const LOOK_EVERY: Duration = Duration::from_secs(2);

#[derive(Debug)]
struct Listener {
    subscriber: Subscriber,
    /// How far of the log the text is that they show.
    told: i64,
}

/// A page that somebody reads.
#[derive(Debug, Default)]
struct Read {
    listeners: HashMap<Uuid, Listener>,
    /// How far its log went at the look before.
    logged: i64,
}

/// A page of which somebody shows an older text.
struct Behind {
    key: PageKey,
    people: HashSet<PersonId>,
    /// The text should go as far by now. Whoever has the page open makes it when the writing pauses; who reads does not
    /// wait for that for longer than from one look to the next.
    least: i64,
}

#[derive(Clone, Debug, Default)]
pub struct Pages(Arc<Mutex<HashMap<PageKey, Read>>>);

impl Pages {
    fn lock(&self) -> MutexGuard<'_, HashMap<PageKey, Read>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds somebody who may see the page and shows its text as of line `after` of the log.
    pub fn join(&self, key: PageKey, subscriber: Subscriber, after: i64) {
        let listener = Listener { subscriber, told: after };
        self.lock().entry(key).or_default().listeners.insert(listener.subscriber.connection, listener);
    }

    pub fn leave(&self, key: PageKey, connection: Uuid) {
        let mut pages = self.lock();
        if let Some(page) = pages.get_mut(&key) {
            page.listeners.remove(&connection);
            if page.listeners.is_empty() {
                pages.remove(&key);
            }
        }
    }

    fn read(&self) -> Vec<PageKey> {
        self.lock().keys().copied().collect()
    }

    /// Takes in how far the logs go now.
    fn behind(&self, ends: &[(PageKey, i64)]) -> Vec<Behind> {
        let mut pages = self.lock();
        let mut behind = Vec::new();
        for (key, end) in ends {
            let Some(page) = pages.get_mut(key) else { continue };
            let least = std::mem::replace(&mut page.logged, *end);
            let older = page.listeners.values().filter(|listener| listener.told < *end);
            let people: HashSet<_> = older.map(|listener| listener.subscriber.person_id).collect();
            if !people.is_empty() {
                behind.push(Behind { key: *key, people, least });
            }
        }
        behind
    }

    /// Tells these people, where they show an older text, how far it goes.
    fn tell(&self, key: PageKey, seq: i64, people: &HashSet<PersonId>) {
        let Some(frame) = encode(&Tell::Text { page_id: key.page_id, seq }) else { return };
        let mut pages = self.lock();
        for listener in pages.get_mut(&key).into_iter().flat_map(|page| page.listeners.values_mut()) {
            if listener.told < seq && people.contains(&listener.subscriber.person_id) {
                listener.told = seq;
                listener.subscriber.send(&frame);
            }
        }
    }
}

pub(super) async fn run(hub: Hub) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        look(&hub).await;
    }
}

/// A failure is logged where it happens; the next look tries again.
async fn look(hub: &Hub) {
    let read = hub.pages.read();
    if read.is_empty() {
        return;
    }
    let Ok(ends) = content::log_ends(&hub.db, &read).await else { return };
    let behind = hub.pages.behind(&ends);
    if behind.is_empty() {
        return;
    }
    let asked: Vec<Asked> =
        behind.iter().flat_map(|page| page.people.iter().map(|person| (page.key, *person))).collect();
    let Ok(levels) = content::levels(&hub.db, &asked).await else { return };
    for Behind { key, mut people, least } in behind {
        people.retain(|person| levels.get(&(key, *person)).is_some_and(|level| *level > Level::None));
        let Some(reader) = people.iter().next() else { continue };
        if let Ok(seq) = content::bring_texts(&hub.db, key, *reader, least).await {
            hub.pages.tell(key, seq, &people);
        }
    }
}
