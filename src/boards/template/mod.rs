//! Work that is done again and again: a project, or one task with its parts, kept as it was laid out.
//!
//! Invariants:
//! - A template is a project as an export writes it, without what happened in it: no comments, no history, nothing
//!   done, and people only where that was asked for.
//! - It becomes tasks by the importer, in the transaction that asks for it: all of it or nothing.
//! - Its days keep their distance from the first of them, which falls on the day that is chosen.
//! - A template of a project belongs to the workspace, one of a task to the project of the task.

mod shelf;

#[cfg(feature = "ssr")]
mod apply;
#[cfg(feature = "ssr")]
mod keep;
#[cfg(feature = "ssr")]
mod pattern;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod shipped;

pub use shelf::{Added, FromTemplate, NewTemplate, ShippedTemplate, Template, TemplateShelf, UseTemplate};

#[cfg(feature = "ssr")]
pub use {
    apply::{add_from_template, create_project_from},
    keep::{remove_template, rename_template, save_project_template, save_task_template},
    queries::{project_templates, task_templates},
};
