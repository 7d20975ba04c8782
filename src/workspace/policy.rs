use crate::actor::Role;
use serde::{Deserialize, Serialize};

/// Everything that can be done to a workspace and the people in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Action {
    View,
    SeeMembers,
    SeeAddresses,
    SeeTeams,
    SeeInvitations,
    SeeBilling,
    ReadAudit,
    Rename,
    EditBilling,
    Delete,
    Restore,
    Leave,
    ChangeRole,
    Suspend,
    SetManager,
    Invite,
    RevokeInvitation,
    ManageTeams,
}

impl Action {
    pub const ALL: [Self; 18] = [
        Self::View,
        Self::SeeMembers,
        Self::SeeAddresses,
        Self::SeeTeams,
        Self::SeeInvitations,
        Self::SeeBilling,
        Self::ReadAudit,
        Self::Rename,
        Self::EditBilling,
        Self::Delete,
        Self::Restore,
        Self::Leave,
        Self::ChangeRole,
        Self::Suspend,
        Self::SetManager,
        Self::Invite,
        Self::RevokeInvitation,
        Self::ManageTeams,
    ];
}

/// Whether a role may do this at all. Acts on one member also ask [`may_manage`].
pub fn allows(role: Role, action: Action) -> bool {
    use Role::{Admin, Guest, Owner};
    match action {
        Action::View | Action::Leave => true,
        Action::SeeMembers | Action::SeeTeams => role != Guest,
        Action::SeeAddresses
        | Action::SeeInvitations
        | Action::ReadAudit
        | Action::Rename
        | Action::ChangeRole
        | Action::Suspend
        | Action::SetManager
        | Action::Invite
        | Action::RevokeInvitation
        | Action::ManageTeams => matches!(role, Owner | Admin),
        Action::SeeBilling | Action::EditBilling | Action::Delete | Action::Restore => role == Owner,
    }
}

/// Whether somebody of one role may change the standing of somebody of another.
pub fn may_manage(manager: Role, member: Role) -> bool {
    match manager {
        Role::Owner => true,
        Role::Admin => member != Role::Owner,
        Role::Member | Role::Viewer | Role::Guest => false,
    }
}

/// Whether somebody may give this role to another.
pub fn may_grant(giver: Role, role: Role) -> bool {
    may_manage(giver, role)
}

#[cfg(test)]
mod tests {
    use super::{Action, allows, may_grant, may_manage};
    use crate::actor::Role;

    #[test]
    fn nobody_may_do_more_than_somebody_above_them() {
        for action in Action::ALL {
            for pair in Role::ALL.windows(2) {
                assert!(allows(pair[0], action) || !allows(pair[1], action), "{action:?}: {pair:?}");
            }
        }
    }

    #[test]
    fn an_owner_may_do_everything() {
        assert!(Action::ALL.into_iter().all(|action| allows(Role::Owner, action)));
    }

    #[test]
    fn a_guest_sees_only_where_they_are() {
        let allowed: Vec<_> = Action::ALL.into_iter().filter(|&action| allows(Role::Guest, action)).collect();
        assert_eq!(allowed, [Action::View, Action::Leave]);
    }

    #[test]
    fn only_owners_touch_or_make_owners() {
        for role in Role::ALL {
            assert_eq!(may_manage(role, Role::Owner), role == Role::Owner);
            assert_eq!(may_grant(role, Role::Owner), role == Role::Owner);
        }
        assert!(may_manage(Role::Admin, Role::Admin));
        assert!(!may_manage(Role::Member, Role::Guest));
    }
}
