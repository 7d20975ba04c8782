//! Who is on a page: their carets, under the name and colour that their session has, whatever they say themselves.
//!
//! A Yjs client belongs to the socket that named it first; one that somebody wrote with is named by nobody else, which the
//! room sees to. One of somebody who may write is theirs also before they write, and while it is remembered after they have
//! gone; who may not write keeps nobody from writing. Clients of y-websocket also repeat what they heard of others; that is
//! not taken, so nobody is shown who has gone, or who never came.

use super::{
    client::{ClientKey, Person},
    cursor::Cursor,
    limits::{LARGEST_PRESENCE, MOST_NAMES},
};
use atrium::ids::PersonId;
use serde::Serialize;
use serde_json::Value;
use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    sync::Arc,
};
use yrs::{
    block::ClientID,
    sync::{AwarenessUpdate, awareness::AwarenessUpdateEntry},
};

/// So many that have gone are remembered, for the clock they had and whose they were.
const MOST_GONE: usize = 1_000;

const NOBODY: &str = "null";

struct Named {
    clock: u32,
    json: Arc<str>,
    socket: ClientKey,
    person: Person,
    may_write: bool,
}

struct Gone {
    clock: u32,
    person_id: PersonId,
    /// Who may write with it.
    writer: Option<PersonId>,
    /// Counted over all that have gone.
    number: u64,
}

impl Named {
    fn writer(&self) -> Option<PersonId> {
        self.may_write.then_some(self.person.id)
    }
}

#[derive(Default)]
pub struct Presence {
    here: HashMap<ClientID, Named>,
    gone: HashMap<ClientID, Gone>,
    went: u64,
    /// What the others have not been told yet.
    news: HashSet<ClientID>,
}

impl Presence {
    /// Takes what a socket says of its own clients. `may_write`: its person may write on the page.
    pub fn hear(&mut self, socket: ClientKey, person: &Person, may_write: bool, said: AwarenessUpdate) {
        for (id, entry) in said.clients {
            self.hear_one(socket, person, may_write, id, &entry);
        }
    }

    fn hear_one(
        &mut self,
        socket: ClientKey,
        person: &Person,
        may_write: bool,
        id: ClientID,
        said: &AwarenessUpdateEntry,
    ) {
        let leaves = &*said.json == NOBODY;
        match self.here.get(&id) {
            Some(known) if known.socket == socket => {
                if said.clock < known.clock || (said.clock == known.clock && !leaves) {
                    return;
                }
            }
            // The same browser on a new line, before the old one is known to be dead.
            Some(known) if known.person.id == person.id && said.clock > known.clock && self.names_none(socket) => {}
            Some(_) => return,
            None => {
                let gone = self.gone.get(&id);
                let is_echo = gone.is_some_and(|gone| said.clock < gone.clock || !self.names_none(socket));
                let is_anothers = gone.and_then(|gone| gone.writer).is_some_and(|writer| writer != person.id);
                if leaves || is_echo || is_anothers || self.names(socket) >= MOST_NAMES {
                    return;
                }
            }
        }
        if leaves {
            self.remove(id, said.clock);
        } else if let Some(json) = signed(&said.json, person) {
            let named = Named { clock: said.clock, json, socket, person: person.clone(), may_write };
            self.here.insert(id, named);
            self.news.insert(id);
        }
    }

    fn names(&self, socket: ClientKey) -> usize {
        self.here.values().filter(|named| named.socket == socket).count()
    }

    fn names_none(&self, socket: ClientKey) -> bool {
        self.names(socket) == 0
    }

    fn remove(&mut self, id: ClientID, clock: u32) {
        if let Some(named) = self.here.remove(&id) {
            self.went += 1;
            let (person_id, writer) = (named.person.id, named.writer());
            self.gone.insert(id, Gone { clock, person_id, writer, number: self.went });
            self.news.insert(id);
            if self.gone.len() > MOST_GONE {
                self.forget_one();
            }
        }
    }

    /// Of whoever has the most that have gone, the oldest: who comes and goes under many names makes room by their own.
    fn forget_one(&mut self) {
        let mut counts: HashMap<PersonId, usize> = HashMap::new();
        for gone in self.gone.values() {
            *counts.entry(gone.person_id).or_default() += 1;
        }
        let most_and_oldest = |gone: &Gone| (counts.get(&gone.person_id).copied(), Reverse(gone.number));
        let one = self.gone.iter().max_by_key(|(_, gone)| most_and_oldest(gone)).map(|(id, _)| *id);
        if let Some(id) = one {
            self.gone.remove(&id);
        }
    }

    /// A socket has gone, and all its clients with it.
    pub fn leave(&mut self, socket: ClientKey) {
        let left: Vec<_> = self
            .here
            .iter()
            .filter(|(_, named)| named.socket == socket)
            .map(|(id, named)| (*id, named.clock))
            .collect();
        for (id, clock) in left {
            self.remove(id, clock);
        }
    }

    /// Who is seen under this client and may write with it, or was last.
    pub fn writer(&self, id: ClientID) -> Option<PersonId> {
        match self.here.get(&id) {
            Some(named) => named.writer(),
            None => self.gone.get(&id)?.writer,
        }
    }

    pub fn has_news(&self) -> bool {
        !self.news.is_empty()
    }

    /// What changed since it was last asked.
    pub fn news(&mut self) -> AwarenessUpdate {
        let news = std::mem::take(&mut self.news);
        AwarenessUpdate { clients: news.into_iter().filter_map(|id| Some((id, self.entry(id)?))).collect() }
    }

    fn entry(&self, id: ClientID) -> Option<AwarenessUpdateEntry> {
        match self.here.get(&id) {
            Some(named) => Some(AwarenessUpdateEntry { clock: named.clock, json: named.json.clone() }),
            None => Some(AwarenessUpdateEntry { clock: self.gone.get(&id)?.clock, json: NOBODY.into() }),
        }
    }

    /// Everybody, for a newcomer.
    pub fn everybody(&self) -> Option<AwarenessUpdate> {
        let clients: HashMap<_, _> = self.here.keys().filter_map(|id| Some((*id, self.entry(*id)?))).collect();
        (!clients.is_empty()).then_some(AwarenessUpdate { clients })
    }
}

/// What the others are told of a client: nothing that its socket said, but for the caret.
#[derive(Serialize)]
struct State<'a> {
    user: &'a Person,
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<Cursor>,
}

/// The state under the person's own name; nothing for what is no state, or too long for one. Without a sound caret they
/// are still here.
fn signed(json: &str, person: &Person) -> Option<Arc<str>> {
    if json.len() > LARGEST_PRESENCE {
        return None;
    }
    let said: Value = serde_json::from_str(json).ok()?;
    let cursor = said.as_object()?.get("cursor").and_then(Cursor::read);
    serde_json::to_string(&State { user: person, cursor }).ok().map(Into::into)
}
