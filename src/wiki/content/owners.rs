use crate::ids::PersonId;
use std::collections::HashMap;
use yrs::block::ClientID;

/// Whose each Yjs client of a page is: of the person who wrote with it first. Each window of a person has one of its own,
/// and so has each edit that the program makes on somebody's behalf. Clients that no line of the log has claimed are
/// nobody's, and of whoever goes on with one first: those of what a page begins with, from a template or an import, and
/// of all that was written before owners were noted.
#[derive(Debug, Default)]
pub struct Owners(HashMap<ClientID, PersonId>);

impl Owners {
    pub fn of(&self, client: ClientID) -> Option<PersonId> {
        self.0.get(&client).copied()
    }

    /// Gives somebody those of these that are nobody's, and says which they were.
    pub fn give(&mut self, clients: impl Iterator<Item = ClientID>, person_id: PersonId) -> Vec<ClientID> {
        let mut given = Vec::new();
        for client in clients {
            self.0.entry(client).or_insert_with(|| {
                given.push(client);
                person_id
            });
        }
        given
    }
}

impl FromIterator<(ClientID, PersonId)> for Owners {
    fn from_iter<T: IntoIterator<Item = (ClientID, PersonId)>>(all: T) -> Self {
        Self(all.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Owners;
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
}
