//! Taking back what one has done: Ctrl or Cmd and Z, or "Undo" in a message.
//!
//! Each act that can be taken back is said to the [`History`] together with its opposite, as values and not as
//! closures, so that they outlive the page they were done on. Of tasks the versions are kept as well: where somebody
//! has changed a task meanwhile, an edit is left as it is. Several tasks that were changed at once are an [`Act::Together`].

mod history;
mod reverse;
mod take;
mod words;

pub use history::{Done, History, provide_history, use_history};
pub use reverse::reverse;
pub use take::take;
pub use words::words;

use crate::{
    boards::api::{Edit, Place},
    time_tracking::api::Typed,
};
use atrium::{
    boards::bulk::BulkEdit,
    ids::{ColumnId, ProjectId, TaskId, TimeEntryId},
};

/// Something that can be done again, or in place of its opposite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    Move {
        task: TaskId,
        to: Place,
    },
    Edit {
        task: TaskId,
        edit: Edit,
    },
    Archive(TaskId),
    Restore(TaskId),
    MoveColumn {
        column: ColumnId,
        after: Option<ColumnId>,
    },
    /// Several tasks of a board, in one change.
    Together {
        project: ProjectId,
        edit: BulkEdit,
    },
    /// Of time that was written down.
    Time {
        id: TimeEntryId,
        act: TimeAct,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeAct {
    Remove,
    Restore,
    Edit(Typed),
}

impl Act {
    /// The task it is about, if it is one.
    fn task(&self) -> Option<TaskId> {
        match self {
            Self::Move { task, .. } | Self::Edit { task, .. } | Self::Archive(task) | Self::Restore(task) => {
                Some(*task)
            }
            Self::MoveColumn { .. } | Self::Together { .. } | Self::Time { .. } => None,
        }
    }
}

/// The version of a task before an act and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    pub before: i32,
    pub after: i32,
}

/// Which way, and from where.
#[derive(Clone, Copy)]
pub struct Turn {
    pub history: History,
    pub which: Which,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Takes back the last act.
    Back,
    /// Takes back this act, by its number.
    This(u32),
    /// Does again what was taken back last.
    Again,
}
