//! People who read pages. Every two seconds one question tells how far the logs of all that are read go, so that it does
//! not matter which process has a page open. Who shows an older text is told that there is a newer one, if they may see
//! the page at that moment, and reads it through the query that asks for their rights. While nobody reads, nothing is
//! asked; while nobody writes, nothing more.

use super::{
    hub::Hub,
    subscriber::{Listener, Subscriber, encode},
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
use tokio::sync::Semaphore;
use uuid::Uuid;

const LOOK_EVERY: Duration = Duration::from_secs(2);

/// So many who read a page are told at one look, those with the oldest text first: they all read it again, often through
/// one address, and the others hear at the next look.
const TOLD_AT_ONCE: usize = 50;

/// So many texts are made at a time. A large one keeps no other page waiting.
const MADE_AT_ONCE: usize = 4;

/// A page that somebody reads.
#[derive(Debug, Default)]
struct ReadPage {
    /// Each with how far of the log the text is that they show.
    listeners: HashMap<Uuid, Listener>,
    /// How far its log went at the look before.
    logged: i64,
    stuck: Option<Stuck>,
    /// Its text is being made; until then nobody looks after it.
    in_work: bool,
}

/// A text that could not be made: the page holds what cannot be read.
#[derive(Clone, Copy, Debug)]
struct Stuck {
    /// How far the log went then. When it goes further it is tried again.
    end: i64,
    /// How far the last text goes that could be made.
    seq: i64,
}

/// A page of which somebody shows an older text.
struct Behind {
    key: PageKey,
    people: HashSet<PersonId>,
    /// How far its log goes.
    end: i64,
    /// The text should go as far by now. Whoever has the page open makes it when the writing pauses; who reads does not
    /// wait for that for longer than from one look to the next.
    least: i64,
}

#[derive(Clone, Debug)]
pub struct Pages {
    read: Arc<Mutex<HashMap<PageKey, ReadPage>>>,
    turns: Arc<Semaphore>,
}

impl Default for Pages {
    fn default() -> Self {
        Self { read: Arc::default(), turns: Arc::new(Semaphore::new(MADE_AT_ONCE)) }
    }
}

impl Pages {
    fn lock(&self) -> MutexGuard<'_, HashMap<PageKey, ReadPage>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
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

    fn keys(&self) -> Vec<PageKey> {
        self.lock().keys().copied().collect()
    }

    /// Takes in how far the logs go now.
    fn behind(&self, ends: &[(PageKey, i64)]) -> Vec<Behind> {
        let mut pages = self.lock();
        let mut behind = Vec::new();
        for (key, end) in ends {
            let Some(page) = pages.get_mut(key).filter(|page| !page.in_work) else { continue };
            let before = std::mem::replace(&mut page.logged, *end);
            // A text that is stuck goes no further than it does.
            let stuck = page.stuck.filter(|stuck| stuck.end == *end).map(|stuck| stuck.seq);
            let (newest, least) = stuck.map_or((*end, before), |seq| (seq, seq));
            let older = page.listeners.values().filter(|listener| listener.told < newest);
            let people: HashSet<_> = older.map(|listener| listener.subscriber.person_id).collect();
            if !people.is_empty() {
                behind.push(Behind { key: *key, people, end: *end, least });
            }
        }
        behind
    }

    fn change(&self, key: PageKey, change: impl FnOnce(&mut ReadPage)) {
        self.lock().get_mut(&key).map(change);
    }

    /// Tells these people, where they show an older text, how far it goes.
    fn tell(&self, key: PageKey, seq: i64, people: &HashSet<PersonId>) {
        let Some(frame) = encode(&Tell::Text { page_id: key.page_id, seq }) else { return };
        self.change(key, |page| {
            let is_behind =
                |listener: &&mut Listener| listener.told < seq && people.contains(&listener.subscriber.person_id);
            let mut behind: Vec<_> = page.listeners.values_mut().filter(is_behind).collect();
            behind.sort_by_key(|listener| listener.told);
            for listener in behind.into_iter().take(TOLD_AT_ONCE) {
                listener.told = seq;
                listener.subscriber.send(&frame);
            }
        });
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
    let keys = hub.pages.keys();
    if keys.is_empty() {
        return;
    }
    let Ok(ends) = content::log_ends(&hub.db, &keys).await else { return };
    let behind = hub.pages.behind(&ends);
    if behind.is_empty() {
        return;
    }
    let asked: Vec<Asked> =
        behind.iter().flat_map(|page| page.people.iter().map(|person| (page.key, *person))).collect();
    let Ok(levels) = content::levels(&hub.db, &asked).await else { return };
    for mut page in behind {
        page.people.retain(|person| levels.get(&(page.key, *person)).is_some_and(|level| *level > Level::None));
        if !page.people.is_empty() {
            hub.pages.change(page.key, |read| read.in_work = true);
            hub.spawn(bring(hub.clone(), page));
        }
    }
}

/// Tells of the text of a page, and makes it where nobody else did.
async fn bring(hub: Hub, Behind { key, people, end, least }: Behind) {
    let _turn = hub.pages.turns.acquire().await;
    if let Some(reader) = people.iter().next()
        && let Ok(seq) = content::bring_texts(&hub.db, key, *reader, least).await
    {
        if seq < least {
            hub.pages.change(key, |page| page.stuck = Some(Stuck { end, seq }));
        }
        hub.pages.tell(key, seq, &people);
    }
    hub.pages.change(key, |page| page.in_work = false);
}

#[cfg(test)]
mod tests {
    use super::{Pages, Stuck, Subscriber, TOLD_AT_ONCE};
    use atrium::{
        ids::{PageId, PersonId, WorkspaceId},
        wiki::content::PageKey,
    };
    use std::{collections::HashSet, sync::Arc};
    use tokio::sync::{Notify, mpsc};
    use uuid::Uuid;

    /// Somebody reads the page, and shows its text as of that line.
    fn join(pages: &Pages, key: PageKey, after: i64) -> PersonId {
        let person_id = PersonId::new();
        let subscriber = Subscriber {
            connection: Uuid::new_v4(),
            person_id,
            session_id: None,
            out: mpsc::channel(1).0,
            overflow: Arc::new(Notify::new()),
        };
        pages.join(key, subscriber, after);
        person_id
    }

    #[test]
    fn many_who_read_a_page_are_told_in_turns_and_one_with_an_older_text_before_others() {
        let (pages, key) = (Pages::default(), PageKey { workspace_id: WorkspaceId::new(), page_id: PageId::new() });
        let people: HashSet<_> = (0..=TOLD_AT_ONCE).map(|_| join(&pages, key, 0)).collect();
        let left = || pages.behind(&[(key, 2)]).first().map_or(0, |page| page.people.len());
        pages.tell(key, 1, &people);
        assert_eq!(left(), TOLD_AT_ONCE + 1);
        pages.tell(key, 2, &people);
        pages.change(key, |page| assert!(page.listeners.values().all(|listener| listener.told > 0)));
        pages.tell(key, 2, &people);
        assert_eq!(left(), 0);
    }

    #[test]
    fn a_text_that_could_not_be_made_is_tried_again_when_the_log_goes_on() {
        let (pages, key) = (Pages::default(), PageKey { workspace_id: WorkspaceId::new(), page_id: PageId::new() });
        // To how many a look turns for this end of the log, and how far the text should go.
        let look = |end: i64| {
            let behind = pages.behind(&[(key, end)]);
            behind.first().map(|page| (page.people.len(), page.least))
        };
        join(&pages, key, 4);
        assert_eq!(look(4), None);
        assert_eq!([look(6), look(6)], [Some((1, 4)), Some((1, 6))]);
        pages.change(key, |page| page.stuck = Some(Stuck { end: 6, seq: 4 }));
        assert_eq!([look(6), look(6)], [None, None]);
        // Who shows an older one yet is told of the last that there is.
        join(&pages, key, 3);
        assert_eq!(look(6), Some((1, 4)));
        assert_eq!([look(7), look(7)], [Some((2, 6)), Some((2, 7))]);
    }
}
