use crate::ids::PersonId;
use std::collections::{HashMap, hash_map::Entry};
use yrs::block::ClientID;

/// Whose each Yjs client of a page is: of the person who wrote with it first. Each window of a person has one of its own,
/// and so has each edit that the program makes on somebody's behalf. Clients that no line of the log has claimed are
/// nobody's, and of whoever goes on with one first: those of what a page begins with, from a template or an import, and
/// of all that was written before owners were noted.
#[derive(Debug, Default)]
pub struct Owners {
    people: HashMap<ClientID, PersonId>,
    /// How many each has.
    counts: HashMap<PersonId, usize>,
}

/// So many one person has on a page at most, until an epoch is over. Each stays in memory and is a row as long as the epoch
/// lasts, and a browser keeps each in what it says it has; with an update that makes many of a few bytes each, a page would
/// otherwise fill up far below its weight. Who writes has one for each time that they open the page.
const MOST: usize = 10_000;

impl Owners {
    pub fn of(&self, client: ClientID) -> Option<PersonId> {
        self.people.get(&client).copied()
    }

    /// Whether those of these that are nobody's are more than somebody may have beside what they have.
    pub fn would_be_too_many(&self, clients: impl Iterator<Item = ClientID>, person_id: PersonId) -> bool {
        let more = clients.filter(|client| self.of(*client).is_none()).count();
        more > 0 && self.counts.get(&person_id).copied().unwrap_or_default() + more > MOST
    }

    /// Gives somebody those of these that are nobody's, and says which they were.
    pub fn give(&mut self, clients: impl Iterator<Item = ClientID>, person_id: PersonId) -> Vec<ClientID> {
        let mut given = Vec::new();
        for client in clients {
            if let Entry::Vacant(free) = self.people.entry(client) {
                free.insert(person_id);
                given.push(client);
            }
        }
        *self.counts.entry(person_id).or_default() += given.len();
        given
    }
}

impl FromIterator<(ClientID, PersonId)> for Owners {
    fn from_iter<T: IntoIterator<Item = (ClientID, PersonId)>>(all: T) -> Self {
        let mut owners = Self::default();
        for (client, person_id) in all {
            owners.give(std::iter::once(client), person_id);
        }
        owners
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Owners};
    use crate::ids::PersonId;
    use yrs::block::ClientID;

    #[test]
    fn a_client_is_of_who_came_with_it_first() {
        let (ada, bo) = (PersonId::new(), PersonId::new());
        let clients = [1, 2, 3].map(ClientID::new);
        let mut owners = Owners::default();
        assert_eq!(owners.give(clients[..2].iter().copied(), ada), clients[..2]);
        assert_eq!(owners.give(clients.into_iter(), bo), clients[2..]);
        assert!(owners.give(clients.into_iter(), bo).is_empty());
        assert_eq!(clients.map(|client| owners.of(client)), [Some(ada), Some(ada), Some(bo)]);
        assert_eq!(owners.of(ClientID::new(4)), None);
    }

    #[test]
    fn nobody_has_more_than_the_most_and_what_they_have_they_go_on_with() {
        let (ada, bo) = (PersonId::new(), PersonId::new());
        let clients = || (1..).map(ClientID::new);
        let mut owners: Owners = clients().take(MOST - 1).map(|client| (client, ada)).collect();
        assert!(!owners.would_be_too_many(clients().take(MOST), ada));
        assert!(owners.would_be_too_many(clients().take(MOST + 1), ada));
        owners.give(clients().take(MOST), ada);
        assert!(!owners.would_be_too_many(clients().take(MOST), ada));
        assert!(owners.would_be_too_many(clients().skip(MOST).take(1), ada));
        assert!(!owners.would_be_too_many(clients().take(MOST + 1), bo));
    }
}
