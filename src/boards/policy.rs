//! Who may do what in a project. Pure; the access matrix is made from it.

use super::project::GuestLevel;
use crate::actor::Role;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See the project, its board, tasks, comments and history.
    View,
    /// Be told what happens to a task, or no more.
    Watch,
    Comment,
    /// Create, edit, move, archive and restore tasks; manage labels.
    EditTasks,
    /// Change or remove somebody else's comment.
    Moderate,
    ManageColumns,
    /// See what a file would become, without bringing it in.
    TryImport,
    Import,
    EditProject,
    ArchiveProject,
    /// See with which guests a project is shared.
    SeeGuests,
    ShareWithGuests,
    /// In the workspace, not in one project.
    CreateProject,
}

impl Action {
    pub const ALL: [Self; 13] = [
        Self::View,
        Self::Watch,
        Self::Comment,
        Self::EditTasks,
        Self::Moderate,
        Self::ManageColumns,
        Self::TryImport,
        Self::Import,
        Self::EditProject,
        Self::ArchiveProject,
        Self::SeeGuests,
        Self::ShareWithGuests,
        Self::CreateProject,
    ];

    /// Whether it leaves everything as it is.
    pub fn only_reads(self) -> bool {
        matches!(self, Self::View | Self::TryImport | Self::SeeGuests)
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
        ArchiveProject, Comment, CreateProject, EditProject, EditTasks, Import, ManageColumns, Moderate, SeeGuests,
        ShareWithGuests, TryImport, View, Watch,
    };
    match standing.role {
        Role::Owner | Role::Admin => true,
        Role::Member => match action {
            View | Watch | Comment | EditTasks | ManageColumns | TryImport | Import | EditProject | CreateProject => {
                true
            }
            Moderate | ArchiveProject | SeeGuests | ShareWithGuests => false,
        },
        Role::Viewer => match action {
            View | Watch => true,
            Comment | EditTasks | Moderate | ManageColumns | TryImport | Import | EditProject | ArchiveProject
            | SeeGuests | ShareWithGuests | CreateProject => false,
        },
        Role::Guest => match (action, standing.shared) {
            (View | Watch, Some(_)) | (Comment | EditTasks, Some(GuestLevel::Edit)) => true,
            (
                View | Watch | Comment | EditTasks | Moderate | ManageColumns | TryImport | Import | EditProject
                | ArchiveProject | SeeGuests | ShareWithGuests | CreateProject,
                _,
            ) => false,
        },
    }
}
