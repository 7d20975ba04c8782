//! Who may see a space or a page, and who may do what there: a list of people and teams, changed as a whole.

pub mod api;
mod dialog;
mod editor;
mod find;
mod section;

pub use dialog::AccessDialog;
pub use section::{SpaceAccess, SpaceSection};

use atrium::wiki::level::Level;

/// What somebody with this level may do.
pub fn may(level: Level) -> &'static str {
    match level {
        Level::None => "May not see it",
        Level::View => "May read",
        Level::Comment => "May read and comment",
        Level::Edit => "May edit",
        Level::Manage => "May edit and say who else may",
    }
}
