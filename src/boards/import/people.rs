//! Who is meant by what a file calls somebody.

use crate::ids::PersonId;
use std::collections::HashMap;

/// The members of a workspace, by what they may be called. A name that two of them share is nobody's.
#[derive(Debug, Default)]
pub struct People {
    names: HashMap<String, Option<PersonId>>,
    /// By what stands before the `@` of their address, which is often their user name elsewhere.
    users: HashMap<String, Option<PersonId>>,
    addresses: HashMap<String, PersonId>,
}

impl People {
    pub fn new(members: impl IntoIterator<Item = (PersonId, String, String)>) -> Self {
        let mut people = Self::default();
        for (id, email, name) in members {
            let email = email.to_lowercase();
            let user = email.split('@').next().unwrap_or_default().to_owned();
            people.names.entry(name.to_lowercase()).and_modify(|one| *one = None).or_insert(Some(id));
            people.users.entry(user).and_modify(|one| *one = None).or_insert(Some(id));
            people.addresses.insert(email, id);
        }
        people
    }

    /// By an address, a name, `Name <address>` or `Name (@user)`.
    pub fn find(&self, who: &str) -> Option<PersonId> {
        let who = who.trim().to_lowercase();
        if let Some((_, address)) = who.strip_suffix('>').and_then(|who| who.split_once('<')) {
            return self.addresses.get(address.trim()).copied();
        }
        if let Some((name, user)) = who.strip_suffix(')').and_then(|who| who.split_once("(@")) {
            return self.named(name.trim()).or_else(|| self.users.get(user.trim()).copied().flatten());
        }
        self.addresses.get(&who).copied().or_else(|| self.named(&who))
    }

    fn named(&self, name: &str) -> Option<PersonId> {
        self.names.get(name).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_found_addresses_name_and_user_name() {
        let [ada, bo, other] = [PersonId::new(), PersonId::new(), PersonId::new()];
        let member = |id, email: &str, name: &str| (id, email.to_owned(), name.to_owned());
        let people = People::new([
            member(ada, "Ada@north.test", "Ada King"),
            member(bo, "bo@north.test", "Bo"),
            member(other, "bo2@north.test", "Bo"),
        ]);
        for who in ["ada@north.test", "ADA KING", "Ada K. <ada@north.test>", "Somebody (@ada)", "Ada King (@aking)"] {
            assert_eq!(people.find(who), Some(ada), "{who}");
        }
        assert_eq!(people.find("Bo"), None);
        assert_eq!(people.find("Bo (@bo)"), Some(bo));
        assert_eq!(people.find("Bo <stranger@south.test>"), None);
    }
}
