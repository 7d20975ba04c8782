//! Projects and their boards: columns of tasks in an order that everybody shares.
//!
//! Invariants:
//! - A task is in exactly one column of its own project, at a rank that no other task of the column
//!   has. Ranks are computed here, under the column's row lock, from "after this, before that".
//! - Who may see a project may see all of its tasks. A guest sees the projects shared with them.
//! - A task may be part of another one of its project. The tree has no circle and at most five levels.
//! - What blocks others never goes in a circle. A relation to a task that somebody does not see is not
//!   told to them.
//! - A task has at most one value in a custom field of its project, and the value is of the field's kind.
//! - `version` rises with every change of a task; an edit may name the version that it started from.

pub mod board;
pub mod bulk;
pub mod checklist;
pub mod comment;
pub mod estimate;
pub mod field;
pub mod filter;
pub mod import;
pub mod mention;
pub mod mine;
pub mod policy;
pub mod project;
pub mod quick_add;
pub mod rank;
pub mod reaction;
pub mod recurrence;
pub mod relation;
pub mod saved_view;
pub mod share;
pub mod task;
pub mod template;
pub mod view;

#[cfg(feature = "ssr")]
pub mod calendar;
#[cfg(feature = "ssr")]
mod commands;
#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
pub mod export;
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
    bring_next::{bring_due, bring_next},
    checklist::{
        ChecklistItemEdit, add_checklist_items, edit_checklist_item, move_checklist_item, remove_checklist_item,
    },
    columns::{ColumnEdit, add_column, edit_column, move_column, remove_column},
    comments::{add_comment, edit_comment, remove_comment},
    complete_task::{Completed, complete_task},
    edit_task::{TaskEdit, edit_task, edit_task_once},
    edit_tasks::edit_tasks,
    fields::{add_field, edit_field, move_field, remove_field, restore_field},
    guests::{GuestAccess, set_guest, share_with},
    labels::{add_label, edit_label, remove_label},
    let_go::{LetGo, let_go},
    move_task::{MoveTo, move_task, move_task_once},
    nest::nest_task,
    projects::{NewProject, ProjectEdit, archive_project, create_project, edit_project, restore_project},
    quick_add::quick_add,
    reactions::react,
    relations::{NewRelation, relate_tasks, unrelate_tasks},
    repeat::{RepeatBy, repeat_task, stop_repeating},
    tasks::{NewTask, archive_task, create_task, restore_task},
    views::{edit_view, remove_view, save_view, set_default_view},
    watching::watch_task,
};
#[cfg(feature = "ssr")]
pub use desk::desk_on;
#[cfg(feature = "ssr")]
pub use my_work::{my_tasks, my_work};
#[cfg(feature = "ssr")]
pub use queries::{
    archived_tasks, blocks, board, board_changes, board_on, checklist, fields, guests, may_view_project, project,
    project_by_key, project_settings, projects, projects_on, saved_views, task, task_by_number, task_choices, task_on,
    tasks,
};
#[cfg(feature = "ssr")]
pub(crate) use store::{
    access::{Which, demand, load_for},
    tasks::find as find_task,
    watchers::of as watchers_of,
};
