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
    /// Take all of a project away as a file.
    Export,
    EditProject,
    ArchiveProject,
    /// See with which guests a project is shared.
    SeeGuests,
    ShareWithGuests,
    /// See by which links anybody may read the board.
    SeeLinks,
    /// Let anybody who has a link read the board.
    Publish,
    /// In the workspace, not in one project.
    CreateProject,
    /// All projects of the workspace in one file.
    ExportEverything,
}

impl Action {
    pub const ALL: [Self; 19] = [
        Self::View,
        Self::Watch,
        Self::Comment,
        Self::SaveView,
        Self::ShareView,
        Self::EditTasks,
        Self::Moderate,
        Self::ManageColumns,
        Self::TryImport,
        Self::Import,
        Self::Export,
        Self::EditProject,
        Self::ArchiveProject,
        Self::SeeGuests,
        Self::ShareWithGuests,
        Self::SeeLinks,
        Self::Publish,
        Self::CreateProject,
        Self::ExportEverything,
    ];

    /// Whether it leaves everything as it is.
    pub fn only_reads(self) -> bool {
        matches!(
            self,
            Self::View | Self::TryImport | Self::Export | Self::SeeGuests | Self::SeeLinks | Self::ExportEverything
        )
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
        ArchiveProject, Comment, CreateProject, EditProject, EditTasks, Export, ExportEverything, Import,
        ManageColumns, Moderate, Publish, SaveView, SeeGuests, SeeLinks, ShareView, ShareWithGuests, TryImport, View,
        Watch,
    };
    match standing.role {
        Role::Owner | Role::Admin => true,
        Role::Member => match action {
            View | Watch | Comment | SaveView | ShareView | EditTasks | ManageColumns | TryImport | Import | Export
            | EditProject | CreateProject => true,
            Moderate | ArchiveProject | SeeGuests | ShareWithGuests | SeeLinks | Publish | ExportEverything => false,
        },
        Role::Viewer => match action {
            View | Watch | SaveView | Export => true,
            Comment | ShareView | EditTasks | Moderate | ManageColumns | TryImport | Import | EditProject
            | ArchiveProject | SeeGuests | ShareWithGuests | SeeLinks | Publish | CreateProject | ExportEverything => {
                false
            }
        },
        Role::Guest => match (action, standing.shared) {
            (View | Watch | SaveView, Some(_)) | (Comment | ShareView | EditTasks, Some(GuestLevel::Edit)) => true,
            (
                View | Watch | Comment | SaveView | ShareView | EditTasks | Moderate | ManageColumns | TryImport
                | Import | Export | EditProject | ArchiveProject | SeeGuests | ShareWithGuests | SeeLinks | Publish
                | CreateProject | ExportEverything,
                _,
            ) => false,
        },
    }
}
