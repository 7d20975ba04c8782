use super::{Client, Refused, Room};
use crate::collab::{
    client::{ClientKey, Newcomer},
    limits::{MOST_CLIENTS, MOST_OWN_CLIENTS},
    protocol::{self, close},
};
use atrium::{ids::PersonId, wiki::level::Level};
use std::collections::HashMap;
use tokio::time::Instant;
use yrs::{ReadTxn, Transact};

impl Client {
    pub(super) fn may_write(&self) -> bool {
        self.level >= Level::Edit
    }
}

impl Room {
    pub(super) fn join(&mut self, newcomer: Newcomer) -> Result<(), Refused> {
        if self.over {
            return Err(Refused::Closed(close::BUSY));
        }
        if newcomer.epoch != self.epoch {
            return Err(Refused::Closed(close::OTHER_EPOCH));
        }
        // Who is here stays: were the oldest window sent away, it would come again and send away the next.
        let own = self.clients.values().filter(|client| client.person.id == newcomer.person.id).count();
        if own >= MOST_OWN_CLIENTS {
            return Err(Refused::Closed(close::TOO_MANY));
        }
        if self.clients.len() >= MOST_CLIENTS {
            let Some(who) = self.one_too_many(newcomer.person.id) else {
                return Err(Refused::Closed(close::TOO_MANY));
            };
            self.part(who, close::TOO_MANY);
        }
        self.keeper = Some(newcomer.person.id);
        let client = Client {
            person: newcomer.person,
            level: newcomer.level,
            wants_acks: newcomer.wants_acks,
            out: newcomer.out,
            received: 0,
            saved: 0,
            owes_rest: false,
            gaps: 0,
            is_long_away: false,
        };
        if client.wants_acks {
            client.out.send(protocol::notice(client.level, 0));
        }
        // Who may not write is not asked for anything.
        if client.may_write() {
            client.out.send(protocol::has(self.doc.transact().state_vector()));
        }
        if let Some(everybody) = self.presence.everybody() {
            client.out.send(protocol::presence(everybody));
        }
        self.clients.insert(newcomer.key, client);
        metrics::gauge!("atrium_page_clients").increment(1.0);
        Ok(())
    }

    /// A window of whoever has the most, should that be more than this person would have with one more.
    fn one_too_many(&self, person_id: PersonId) -> Option<ClientKey> {
        let mut windows: HashMap<PersonId, Vec<ClientKey>> = HashMap::new();
        for (who, client) in &self.clients {
            windows.entry(client.person.id).or_default().push(*who);
        }
        let own = windows.get(&person_id).map_or(0, Vec::len);
        let most = windows.into_values().max_by_key(Vec::len)?;
        most.first().copied().filter(|_| most.len() > own + 1)
    }

    pub(super) fn leave(&mut self, who: ClientKey) {
        let Some(left) = self.clients.remove(&who) else { return };
        self.asks.remove(&who);
        // Who stays is more likely to be one who still may see the page.
        if self.keeper == Some(left.person.id) {
            self.keeper = self.clients.values().next().map_or(self.keeper, |client| Some(client.person.id));
        }
        metrics::gauge!("atrium_page_clients").decrement(1.0);
        self.presence.leave(who);
        if self.clients.is_empty() {
            self.empty_since = Instant::now();
            self.memory.everybody_left(self.empty_since);
        }
    }

    /// Sends one client away.
    pub(super) fn part(&mut self, who: ClientKey, code: u16) {
        if let Some(client) = self.clients.get(&who) {
            client.out.close(code);
            self.leave(who);
        }
    }

    pub(super) fn set_levels(&mut self, levels: &HashMap<PersonId, Level>) {
        let people: Vec<_> = self.clients.iter().map(|(who, client)| (*who, client.person.id)).collect();
        for (who, person) in people {
            match levels.get(&person) {
                Some(Level::None) => self.part(who, close::MAY_NOT),
                Some(level) => self.set_level(who, *level),
                None => {}
            }
        }
    }

    fn set_level(&mut self, who: ClientKey, level: Level) {
        let known = self.doc.transact().state_vector();
        let Some(client) = self.clients.get_mut(&who) else { return };
        if client.level == level {
            return;
        }
        let could_write = client.may_write();
        client.level = level;
        if client.wants_acks {
            client.out.send(protocol::notice(level, client.saved));
        }
        // What they wrote meanwhile was passed over: they are asked for it.
        if !could_write && client.may_write() {
            client.owes_rest = true;
            client.out.send(protocol::has(known));
        }
    }
}
