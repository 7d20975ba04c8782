use crate::actor::Role;

/// What members of a workspace may see of each other. Changing a profile is for its person alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    SeeDirectory,
    SeePerson,
}

impl Action {
    pub const ALL: [Self; 2] = [Self::SeeDirectory, Self::SeePerson];
}

/// Guests meet people on what is shared with them, and have no list of everybody.
pub fn allows(role: Role, action: Action) -> bool {
    match action {
        Action::SeeDirectory | Action::SeePerson => role != Role::Guest,
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, allows};
    use crate::actor::Role;

    #[test]
    fn everybody_but_a_guest_has_the_directory() {
        for role in Role::ALL {
            for action in Action::ALL {
                assert_eq!(allows(role, action), role != Role::Guest);
            }
        }
    }
}
