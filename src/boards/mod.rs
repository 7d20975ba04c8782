//! Projects and their boards: columns of tasks in an order that everybody shares.
//!
//! Invariants:
//! - A task is in exactly one column of its own project, at a rank that no other task of the column
//!   has. Ranks are computed here, under the column's row lock, from "after this, before that".
//! - Who may see a project may see all of its tasks. A guest sees the projects shared with them.
//! - `version` rises with every change of a task; an edit may name the version that it started from.

pub mod board;
pub mod bulk;
pub mod comment;
pub mod filter;
pub mod import;
pub mod policy;
pub mod project;
pub mod rank;
pub mod saved_view;
pub mod task;
pub mod view;

#[cfg(feature = "ssr")]
mod commands;
#[cfg(feature = "ssr")]
pub mod markdown;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use commands::{
    columns::{ColumnEdit, add_column, edit_column, move_column, remove_column},
    comments::{add_comment, edit_comment, remove_comment},
    edit_task::{TaskEdit, edit_task},
    edit_tasks::edit_tasks,
    guests::{GuestAccess, set_guest, share_with},
    labels::{add_label, edit_label, remove_label},
    let_go::{LetGo, let_go},
    move_task::{MoveTo, move_task},
    projects::{NewProject, ProjectEdit, archive_project, create_project, edit_project, restore_project},
    tasks::{NewTask, archive_task, create_task, restore_task},
    views::{edit_view, remove_view, save_view, set_default_view},
};
#[cfg(feature = "ssr")]
pub use queries::{
    archived_tasks, board, board_changes, board_on, guests, may_view_project, my_tasks, project, project_settings,
    projects, projects_on, saved_views, task, task_by_number, task_on, tasks,
};
