//! What somebody may do with a page or a space that was loaded for them.

use super::access::PageRow;
use crate::{
    Error, Result,
    wiki::{
        page::PageCan,
        policy::{Action, Standing, allows},
        space::{Space, SpaceCan},
    },
};

/// A page, and where the actor stands towards it.
#[derive(Debug)]
pub struct Access {
    pub page: PageRow,
    pub standing: Standing,
    /// Whether its space was put aside.
    pub archived: bool,
    pub(super) may_write: bool,
}

impl Access {
    pub fn allows(&self, action: Action) -> bool {
        can(self.standing, self.archived, self.may_write, action)
    }

    pub fn can(&self) -> PageCan {
        let can = |action| self.allows(action);
        PageCan {
            star: can(Action::Star),
            comment: can(Action::Comment),
            edit: can(Action::EditPage),
            create_page: can(Action::CreatePage),
            move_page: can(Action::MovePage),
            trash: can(Action::TrashPage),
            change_versions: can(Action::ChangeVersions),
            moderate: can(Action::Moderate),
            see_access: can(Action::SeeAccess),
            change_access: can(Action::ChangeAccess),
            see_links: can(Action::SeeLinks),
            publish: can(Action::Publish),
            export: can(Action::Export),
            save_template: can(Action::SaveTemplate),
        }
    }
}

/// A space, and where the actor stands towards it.
#[derive(Debug)]
pub struct SpaceAccess {
    pub space: Space,
    pub standing: Standing,
    pub(super) may_write: bool,
}

impl SpaceAccess {
    pub fn allows(&self, action: Action) -> bool {
        can(self.standing, self.space.archived, self.may_write, action)
    }

    pub fn can(&self) -> SpaceCan {
        let can = |action| self.allows(action);
        SpaceCan {
            create_page: can(Action::CreatePage),
            restore_page: can(Action::RestorePage),
            delete_page: can(Action::DeletePage),
            edit: can(Action::EditSpace),
            archive: can(Action::ArchiveSpace),
            see_access: can(Action::SeeAccess),
            change_access: can(Action::ChangeAccess),
            export: can(Action::Export),
            save_template: can(Action::SaveTemplate),
        }
    }
}

/// Invisible is `NotFound`, visible but not allowed is `Forbidden`.
pub(super) fn admit(standing: Standing, archived: bool, may_write: bool, action: Action) -> Result<()> {
    if !allows(standing, Action::View) {
        return Err(Error::NotFound);
    }
    if can(standing, archived, may_write, action) {
        Ok(())
    } else if can(standing, false, may_write, action) {
        Err(Error::invalid("", "This space is archived. Restore it to work in it again."))
    } else {
        Err(Error::Forbidden)
    }
}

fn can(standing: Standing, archived: bool, may_write: bool, action: Action) -> bool {
    allows(standing, action) && (action.only_reads() || may_write) && (!archived || action.fits_archived())
}
