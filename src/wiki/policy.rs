//! Who may do what with a page or a space. Pure; the access matrix is made from it.

use super::level::Level;
use crate::actor::Role;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See the space or the page, what stands on it and what is said about it.
    View,
    /// Keep a page among one's own favourites.
    Star,
    Comment,
    /// Change the text, the title and the tags.
    EditPage,
    /// Make a page in a space, or below a page.
    CreatePage,
    MovePage,
    TrashPage,
    RestorePage,
    /// Take a page out of the trash for good.
    DeletePage,
    SeeVersions,
    /// Name a version, or bring one back.
    ChangeVersions,
    /// Remove what others said.
    Moderate,
    /// See who may do what.
    SeeAccess,
    ChangeAccess,
    /// See by which links anybody may read a page.
    SeeLinks,
    /// Let anybody who has a link read a page.
    Publish,
    /// Take pages away as files.
    Export,
    /// Keep a page as a template; remove templates.
    SaveTemplate,
    EditSpace,
    ArchiveSpace,
    /// In the workspace, not in one space.
    CreateSpace,
    /// Rename and remove tags, which the whole workspace shares.
    ManageTags,
    /// All spaces of the workspace in one file.
    ExportEverything,
}

impl Action {
    pub const ALL: [Self; 23] = [
        Self::View,
        Self::Star,
        Self::Comment,
        Self::EditPage,
        Self::CreatePage,
        Self::MovePage,
        Self::TrashPage,
        Self::RestorePage,
        Self::DeletePage,
        Self::SeeVersions,
        Self::ChangeVersions,
        Self::Moderate,
        Self::SeeAccess,
        Self::ChangeAccess,
        Self::SeeLinks,
        Self::Publish,
        Self::Export,
        Self::SaveTemplate,
        Self::EditSpace,
        Self::ArchiveSpace,
        Self::CreateSpace,
        Self::ManageTags,
        Self::ExportEverything,
    ];

    /// Whether it leaves everything as it is.
    pub fn only_reads(self) -> bool {
        matches!(
            self,
            Self::View | Self::SeeVersions | Self::SeeAccess | Self::SeeLinks | Self::Export | Self::ExportEverything
        )
    }

    /// Whether it can be done in a space that was put aside.
    pub fn fits_archived(self) -> bool {
        self.only_reads() || matches!(self, Self::Star | Self::ArchiveSpace)
    }

    /// Whether it can be done to a page in the trash.
    pub fn fits_trashed(self) -> bool {
        matches!(self, Self::TrashPage | Self::RestorePage | Self::DeletePage)
    }
}

/// Where somebody stands towards one space or page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub role: Role,
    /// What their role leaves of what was granted to them.
    pub level: Level,
}

pub fn allows(standing: Standing, action: Action) -> bool {
    use Role::{Admin, Guest, Member, Owner, Viewer};
    let Standing { role, level } = standing;
    match action {
        Action::View | Action::Star | Action::SeeVersions => level >= Level::View,
        Action::Export => level >= Level::View && role != Guest,
        Action::Comment => level >= Level::Comment,
        Action::EditPage
        | Action::CreatePage
        | Action::MovePage
        | Action::TrashPage
        | Action::RestorePage
        | Action::ChangeVersions
        | Action::SaveTemplate => level >= Level::Edit,
        Action::DeletePage
        | Action::Moderate
        | Action::SeeAccess
        | Action::ChangeAccess
        | Action::EditSpace
        | Action::ArchiveSpace => level >= Level::Manage,
        Action::SeeLinks | Action::Publish => level >= Level::Manage && matches!(role, Owner | Admin | Member),
        Action::CreateSpace | Action::ManageTags => match role {
            Owner | Admin | Member => true,
            Viewer | Guest => false,
        },
        Action::ExportEverything => matches!(role, Owner | Admin),
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Level, Standing, allows};
    use crate::actor::Role;

    fn in_the_workspace(action: Action) -> bool {
        matches!(action, Action::CreateSpace | Action::ManageTags | Action::ExportEverything)
    }

    #[test]
    fn without_a_level_there_is_nothing_to_be_done() {
        for action in Action::ALL.into_iter().filter(|&action| !in_the_workspace(action)) {
            for role in Role::ALL {
                assert!(!allows(Standing { role, level: Level::None }, action), "{role:?} {action:?}");
            }
        }
    }

    #[test]
    fn whoever_may_more_may_also_what_others_may() {
        for action in Action::ALL {
            for role in Role::ALL {
                let may: Vec<_> = Level::ALL.map(|level| allows(Standing { role, level }, action)).to_vec();
                assert!(may.is_sorted(), "{role:?} {action:?}: {may:?}");
            }
        }
    }

    #[test]
    fn a_reader_changes_nothing_but_their_own_favourites() {
        let reader = Standing { role: Role::Viewer, level: Level::View };
        let may: Vec<_> = Action::ALL.into_iter().filter(|&action| allows(reader, action)).collect();
        assert_eq!(may, [Action::View, Action::Star, Action::SeeVersions, Action::Export]);
    }

    #[test]
    fn a_guest_takes_nothing_away_and_opens_nothing_to_the_world() {
        let guest = Standing { role: Role::Guest, level: Level::Manage };
        for action in [Action::Export, Action::SeeLinks, Action::Publish, Action::CreateSpace, Action::ManageTags] {
            assert!(!allows(guest, action), "{action:?}");
        }
    }
}
