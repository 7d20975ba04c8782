//! An inbox is its person's alone: everybody in a workspace has one there, and nobody another's.

use crate::actor::Role;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See what one was told.
    Look,
    /// Finish it, put it off, mark it as read.
    Tidy,
}

impl Action {
    pub const ALL: [Self; 2] = [Self::Look, Self::Tidy];

    /// Whether it leaves everything as it is.
    pub fn only_reads(self) -> bool {
        matches!(self, Self::Look)
    }
}

/// For one's own inbox; there is no way to ask for another's.
pub fn allows(role: Role, action: Action) -> bool {
    match (role, action) {
        (Role::Owner | Role::Admin | Role::Member | Role::Viewer | Role::Guest, Action::Look | Action::Tidy) => true,
    }
}
