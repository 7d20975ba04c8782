use serde::{Deserialize, Serialize};

/// What people do with their own account. An account is always one's own: whose it is needs no rule,
/// but how the person proved who they are does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Action {
    SeeSessions,
    EndSession,
    ChangePassword,
    SeeTokens,
    CreateToken,
    RevokeToken,
    /// A secret address at which a calendar program reads.
    MakeCalendar,
    RevokeCalendar,
    EditProfile,
    /// How one is told of what happens.
    SeeNotifications,
    SetNotifications,
    /// A browser that messages are pushed to.
    AddDevice,
    RemoveDevice,
}

impl Action {
    pub const ALL: [Self; 13] = [
        Self::SeeSessions,
        Self::EndSession,
        Self::ChangePassword,
        Self::SeeTokens,
        Self::CreateToken,
        Self::RevokeToken,
        Self::MakeCalendar,
        Self::RevokeCalendar,
        Self::EditProfile,
        Self::SeeNotifications,
        Self::SetNotifications,
        Self::AddDevice,
        Self::RemoveDevice,
    ];
}

/// Whether an API token will do for this act, or only the person at a browser. A token that leaked
/// must not be able to outlive its revocation by making another, or to take over the account.
pub fn allows(by_token: bool, action: Action) -> bool {
    match action {
        Action::SeeSessions
        | Action::SeeTokens
        | Action::EditProfile
        | Action::SeeNotifications
        | Action::SetNotifications => true,
        Action::EndSession
        | Action::ChangePassword
        | Action::CreateToken
        | Action::RevokeToken
        | Action::MakeCalendar
        | Action::RevokeCalendar
        | Action::AddDevice
        | Action::RemoveDevice => !by_token,
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, allows};

    #[test]
    fn a_token_cannot_take_over_the_account() {
        let refused: Vec<_> = Action::ALL.into_iter().filter(|&action| !allows(true, action)).collect();
        assert_eq!(
            refused,
            [
                Action::EndSession,
                Action::ChangePassword,
                Action::CreateToken,
                Action::RevokeToken,
                Action::MakeCalendar,
                Action::RevokeCalendar,
                Action::AddDevice,
                Action::RemoveDevice,
            ]
        );
    }

    #[test]
    fn a_person_at_a_browser_may_do_all_of_it() {
        assert!(Action::ALL.into_iter().all(|action| allows(false, action)));
    }
}
