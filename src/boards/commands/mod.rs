//! Every change of a board. Each is one transaction: load for an action, change, one event.

mod blocked;
pub mod bring_next;
pub mod checklist;
pub mod columns;
pub mod comments;
pub mod complete_task;
pub mod edit_task;
pub mod edit_tasks;
pub mod fields;
pub mod guests;
pub mod labels;
pub mod let_go;
pub mod move_task;
pub mod nest;
pub mod projects;
pub mod quick_add;
pub mod reactions;
pub mod relations;
pub mod repeat;
mod say;
pub mod tasks;
pub mod views;
pub mod watching;

use super::{markdown, project::Project, store::watchers};
use crate::{
    Error, Result,
    database::{Happening, TenantTx},
    ids::{ProjectId, TaskId},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// Appends the event of a command on a board.
pub(super) async fn record(
    tx: &mut TenantTx,
    kind: &str,
    project_id: ProjectId,
    subject: Uuid,
    data: Value,
) -> Result<()> {
    tx.record(Happening { kind, project_id: Some(project_id), subject_id: subject, data }).await?;
    Ok(())
}

/// Has those whom a text newly calls follow the task, and notes in the event's data who they are.
async fn call(
    tx: &mut TenantTx,
    task: (TaskId, ProjectId),
    (before, after): (&str, &str),
    data: &mut Value,
) -> Result<()> {
    let before = markdown::mentions(before);
    let called: Vec<_> = markdown::mentions(after).into_iter().filter(|id| !before.contains(id)).collect();
    if !called.is_empty() {
        watchers::add_mentioned(tx, task, &called).await?;
        data["mentions"] = json!(called);
    }
    Ok(())
}

/// Refuses an edit that started from another version than the current one.
fn demand_version(current: i32, expected: Option<i32>) -> Result<()> {
    match expected {
        Some(expected) if expected != current => Err(Error::Conflict { current: Some(current) }),
        _ => Ok(()),
    }
}

/// A hue of the palette: 0 to 9.
fn hue(hue: i16) -> Result<i16> {
    if (0..10).contains(&hue) { Ok(hue) } else { Err(Error::invalid("hue", "A colour is a number from 0 to 9.")) }
}

fn task_key(project: &Project, number: i32) -> String {
    format!("{}-{number}", project.key)
}
