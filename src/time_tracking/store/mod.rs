//! All SQL of time tracking.

mod changes;
mod entries;
mod lines;
mod totals;

pub use changes::{NewEntryRow, insert, take_turn, update};
pub use entries::{EntryRow, find, lock, minutes_of, of_task, running};
pub use lines::{Line, lines};
pub use totals::{Scope, by_day, by_person, by_project, by_task};

use crate::{Result, database::TenantTx, ids::ProjectId};

/// Where the person of the transaction is.
pub async fn time_zone(tx: &mut TenantTx) -> Result<String> {
    Ok(sqlx::query_scalar!("select time_zone from person where id = $1", tx.person_id().uuid())
        .fetch_optional(tx.conn())
        .await?
        .unwrap_or_else(|| "UTC".to_owned()))
}

/// Whether a guest sees the project of a task by now.
pub async fn is_shared(tx: &mut TenantTx, project_id: ProjectId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from project_guest
             where workspace_id = $1 and project_id = $2 and person_id = $3) as "shared!""#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        tx.person_id().uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}
