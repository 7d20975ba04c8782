//! All SQL of boards. Each function names the workspace in its statement, and row-level security
//! holds it to the transaction's own.

use crate::ids::TaskId;
use std::collections::HashMap;

pub(super) mod access;
pub(super) mod assignees;
pub(super) mod blocks;
pub(super) mod bulk;
pub(super) mod calendars;
pub(super) mod cards;
pub(super) mod checklist;
pub(super) mod choices;
pub(super) mod columns;
pub(super) mod comments;
pub(super) mod documents;
pub(super) mod family;
pub(super) mod feed;
pub(super) mod fields;
pub(super) mod guests;
pub(super) mod marks;
pub(super) mod mine;
pub(super) mod projects;
pub(super) mod reactions;
pub(super) mod recurrences;
pub(super) mod relations;
pub(super) mod shares;
pub(super) mod tasks;
pub(super) mod templates;
pub(super) mod views;
pub(super) mod vocabulary;
pub(crate) mod watchers;

/// What belongs to each task, in the order it came in.
fn by_task<T>(pairs: impl Iterator<Item = (TaskId, T)>) -> HashMap<TaskId, Vec<T>> {
    let mut found: HashMap<TaskId, Vec<T>> = HashMap::new();
    for (task_id, one) in pairs {
        found.entry(task_id).or_default().push(one);
    }
    found
}
