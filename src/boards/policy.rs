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
    /// Write down one's own time on a task, and put it right.
    TrackTime,
    /// See the time of others.
    SeeTime,
    /// Put the time of others right.
    CorrectTime,
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
    /// Keep a project or a task as a template; rename and remove templates.
    SaveTemplate,
    /// In the workspace, not in one project.
    CreateProject,
    /// All projects of the workspace in one file.
    ExportEverything,
    /// Stop one's own timer, on whichever task it runs.
    StopTimer,
}

impl Action {
    pub const ALL: [Self; 24] = [
        Self::View,
        Self::Watch,
        Self::Comment,
        Self::SaveView,
        Self::ShareView,
        Self::EditTasks,
        Self::TrackTime,
        Self::SeeTime,
        Self::CorrectTime,
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
        Self::SaveTemplate,
        Self::CreateProject,
        Self::ExportEverything,
        Self::StopTimer,
    ];

    /// Whether it leaves everything as it is.
    pub fn only_reads(self) -> bool {
        matches!(
            self,
            Self::View
                | Self::SeeTime
                | Self::TryImport
                | Self::Export
                | Self::SeeGuests
                | Self::SeeLinks
                | Self::ExportEverything
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
        ArchiveProject, Comment, CorrectTime, CreateProject, EditProject, EditTasks, Export, ExportEverything, Import,
        ManageColumns, Moderate, Publish, SaveTemplate, SaveView, SeeGuests, SeeLinks, SeeTime, ShareView,
        ShareWithGuests, StopTimer, TrackTime, TryImport, View, Watch,
    };
    match standing.role {
        Role::Owner | Role::Admin => true,
        Role::Member => match action {
            View | Watch | Comment | SaveView | ShareView | EditTasks | TrackTime | SeeTime | ManageColumns
            | TryImport | Import | Export | EditProject | CreateProject | SaveTemplate | StopTimer => true,
            CorrectTime | Moderate | ArchiveProject | SeeGuests | ShareWithGuests | SeeLinks | Publish
            | ExportEverything => false,
        },
        Role::Viewer => match action {
            View | Watch | SaveView | SeeTime | Export | StopTimer => true,
            Comment | ShareView | EditTasks | TrackTime | CorrectTime | Moderate | ManageColumns | TryImport
            | Import | EditProject | ArchiveProject | SeeGuests | ShareWithGuests | SeeLinks | Publish
            | CreateProject | SaveTemplate | ExportEverything => false,
        },
        Role::Guest => match (action, standing.shared) {
            (View | Watch | SaveView, Some(_))
            | (Comment | ShareView | EditTasks | TrackTime, Some(GuestLevel::Edit))
            | (StopTimer, _) => true,
            (
                View | Watch | Comment | SaveView | ShareView | EditTasks | TrackTime | SeeTime | CorrectTime
                | Moderate | ManageColumns | TryImport | Import | Export | EditProject | ArchiveProject | SeeGuests
                | ShareWithGuests | SeeLinks | Publish | CreateProject | SaveTemplate | ExportEverything,
                _,
            ) => false,
        },
    }
}
