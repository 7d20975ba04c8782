use crate::actor::Role;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See webhooks, what was sent to them and what came back.
    See,
    /// Make, change, try, replay and remove them.
    Manage,
}

impl Action {
    pub const ALL: [Self; 2] = [Self::See, Self::Manage];

    /// Whether it leaves everything as it is.
    pub fn only_reads(self) -> bool {
        matches!(self, Self::See)
    }
}

/// A webhook carries everybody's work out of the house: it is for those who look after the workspace.
pub fn allows(role: Role, action: Action) -> bool {
    match (role, action) {
        (Role::Owner | Role::Admin, Action::See | Action::Manage) => true,
        (Role::Member | Role::Viewer | Role::Guest, Action::See | Action::Manage) => false,
    }
}
