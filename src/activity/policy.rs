use crate::actor::Role;

/// How much of what happened somebody may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// What happened to work they can see.
    ReadFeed,
    /// Everything, with sign-ins and changes of rights.
    ReadAudit,
}

impl Action {
    pub const ALL: [Self; 2] = [Self::ReadFeed, Self::ReadAudit];
}

pub fn allows(role: Role, action: Action) -> bool {
    match action {
        Action::ReadFeed => true,
        Action::ReadAudit => matches!(role, Role::Owner | Role::Admin),
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, allows};
    use crate::actor::Role;

    #[test]
    fn the_audit_log_is_for_owners_and_admins() {
        let readers: Vec<_> = Role::ALL.into_iter().filter(|&role| allows(role, Action::ReadAudit)).collect();
        assert_eq!(readers, [Role::Owner, Role::Admin]);
        assert!(Role::ALL.into_iter().all(|role| allows(role, Action::ReadFeed)));
    }
}
