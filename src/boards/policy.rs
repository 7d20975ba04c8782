//! Who may do what in a project. Pure; the access matrix is made from it.

use super::project::GuestLevel;
use crate::actor::Role;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See the project, its board, tasks, comments and history.
    View,
    Comment,
    /// Create, edit, move, archive and restore tasks; manage labels.
    EditTasks,
    /// Change or remove somebody else's comment.
    Moderate,
    ManageColumns,
    Import,
    EditProject,
    ArchiveProject,
    ShareWithGuests,
    /// In the workspace, not in one project.
    CreateProject,
}

impl Action {
    pub const ALL: [Self; 10] = [
        Self::View,
        Self::Comment,
        Self::EditTasks,
        Self::Moderate,
        Self::ManageColumns,
        Self::Import,
        Self::EditProject,
        Self::ArchiveProject,
        Self::ShareWithGuests,
        Self::CreateProject,
    ];

    /// Whether it leaves everything as it is.
    pub fn only_reads(self) -> bool {
        self == Self::View
    }
}

/// Where somebody stands towards one project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub role: Role,
    /// What was shared with them, if they are a guest.
    pub shared: Option<GuestLevel>,
}

pub fn allows(standing: Standing, action: Action) -> bool {
    use Action::{
        ArchiveProject, Comment, CreateProject, EditProject, EditTasks, Import, ManageColumns, Moderate,
        ShareWithGuests, View,
    };
    match standing.role {
        Role::Owner | Role::Admin => true,
        Role::Member => match action {
            View | Comment | EditTasks | ManageColumns | Import | EditProject | CreateProject => true,
            Moderate | ArchiveProject | ShareWithGuests => false,
        },
        Role::Viewer => match action {
            View => true,
            Comment | EditTasks | Moderate | ManageColumns | Import | EditProject | ArchiveProject
            | ShareWithGuests | CreateProject => false,
        },
        Role::Guest => match (action, standing.shared) {
            (View, Some(_)) | (Comment | EditTasks, Some(GuestLevel::Edit)) => true,
            (
                View | Comment | EditTasks | Moderate | ManageColumns | Import | EditProject | ArchiveProject
                | ShareWithGuests | CreateProject,
                _,
            ) => false,
        },
    }
}
