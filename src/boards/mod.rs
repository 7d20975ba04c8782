//! Projects and their boards: columns of tasks in an order that everybody shares.
//!
//! Invariants:
//! - A task is in exactly one column of its own project, at a rank that no other task of the column
//!   has. Ranks are computed here, under the column's row lock, from "after this, before that".
//! - Who may see a project may see all of its tasks. A guest sees the projects shared with them.
//! - `version` rises with every change of a task; an edit may name the version that it started from.

pub mod board;
pub mod comment;
pub mod import;
pub mod mine;
pub mod policy;
pub mod project;
pub mod quick_add;
pub mod rank;
pub mod task;

#[cfg(feature = "ssr")]
mod commands;
#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
pub mod markdown;
#[cfg(feature = "ssr")]
mod my_work;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use commands::{
    columns::{ColumnEdit, add_column, edit_column, move_column, remove_column},
    comments::{add_comment, edit_comment, remove_comment},
    complete_task::{Completed, complete_task},
    edit_task::{TaskEdit, edit_task},
    guests::{GuestAccess, set_guest, share_with},
    labels::{add_label, edit_label, remove_label},
    let_go::{LetGo, let_go},
    move_task::{MoveTo, move_task},
    projects::{NewProject, ProjectEdit, archive_project, create_project, edit_project, restore_project},
    quick_add::quick_add,
    tasks::{NewTask, archive_task, create_task, restore_task},
};
#[cfg(feature = "ssr")]
pub use desk::desk_on;
#[cfg(feature = "ssr")]
pub use my_work::{my_tasks, my_work};
#[cfg(feature = "ssr")]
pub use queries::{
    archived_tasks, board, board_changes, board_on, guests, may_view_project, project, project_settings, projects,
    projects_on, task, task_by_number, task_on, tasks,
};
