//! Every change of a board. Each is one transaction: load for an action, change, one event.

pub mod columns;
pub mod comments;
pub mod complete_task;
pub mod edit_task;
pub mod guests;
pub mod labels;
pub mod let_go;
pub mod move_task;
pub mod projects;
pub mod quick_add;
pub mod tasks;

use super::project::Project;
use crate::{
    Error, Result,
    database::{Happening, TenantTx},
    ids::ProjectId,
};
use serde_json::Value;
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
