//! Who may do what in a project. Pure; the access matrix is made from it.

use super::project::GuestLevel;
use crate::actor::Role;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See the project, its board, tasks, comments and history.
    View,
    Comment,
    /// Keep a way of looking at the project for oneself.
    SaveView,
    /// Keep one for everybody who sees the project; change and remove such a one.
    ShareView,
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
    pub const ALL: [Self; 14] = [
        Self::View,
        Self::Comment,
        Self::SaveView,
        Self::ShareView,
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
        ArchiveProject, Comment, CreateProject, EditProject, EditTasks, Import, ManageColumns, Moderate, SaveView,
        SeeGuests, ShareView, ShareWithGuests, TryImport, View,
    };
    match standing.role {
        Role::Owner | Role::Admin => true,
        Role::Member => match action {
            View | Comment | SaveView | ShareView | EditTasks | ManageColumns | TryImport | Import | EditProject
            | CreateProject => true,
            Moderate | ArchiveProject | SeeGuests | ShareWithGuests => false,
        },
        Role::Viewer => match action {
            View | SaveView => true,
            Comment | ShareView | EditTasks | Moderate | ManageColumns | TryImport | Import | EditProject
            | ArchiveProject | SeeGuests | ShareWithGuests | CreateProject => false,
        },
        Role::Guest => match (action, standing.shared) {
            (View | SaveView, Some(_)) | (Comment | ShareView | EditTasks, Some(GuestLevel::Edit)) => true,
            (
                View | Comment | SaveView | ShareView | EditTasks | Moderate | ManageColumns | TryImport | Import
                | EditProject | ArchiveProject | SeeGuests | ShareWithGuests | CreateProject,
                _,
            ) => false,
        },
    }
}
