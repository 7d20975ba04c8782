//! Every change of the wiki's trees. Each is one transaction: load for an action, change, one event.

pub mod access;
pub mod create_page;
pub mod keep;
pub mod move_page;
pub mod place;
pub mod rename_page;
pub mod shares;
pub mod spaces;
pub mod tags;
pub mod templates;
pub mod threads;
pub mod trash;

use crate::{
    Error, Result,
    database::{Happening, TenantTx},
};
use serde_json::Value;
use uuid::Uuid;

/// Appends the event of a command. It names no project: not all who see a project see each page of its space.
pub(in crate::wiki) async fn record(tx: &mut TenantTx, kind: &str, subject: Uuid, data: Value) -> Result<()> {
    tx.record(Happening { kind, project_id: None, subject_id: subject, data }).await?;
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
