use super::EntryRow;
use crate::{
    Result,
    database::TenantTx,
    day::Day,
    ids::{TaskId, TimeEntryId},
};
use time::OffsetDateTime;

/// An entry of the person of the transaction, to be inserted.
#[derive(Clone, Debug)]
pub struct NewEntryRow {
    pub id: TimeEntryId,
    pub task_id: TaskId,
    pub day: Day,
    pub minutes: Option<i32>,
    pub started_at: Option<OffsetDateTime>,
    pub note: String,
}

/// One after the other for each person: what stands between two who start a timer in their name at once.
pub async fn take_turn(tx: &mut TenantTx) -> Result<()> {
    sqlx::query!(
        r#"select 1 as "one!" from member where workspace_id = $1 and person_id = $2 for no key update"#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

pub async fn insert(tx: &mut TenantTx, row: &NewEntryRow) -> Result<()> {
    sqlx::query!(
        "insert into time_entry (workspace_id, id, task_id, person_id, day, minutes, started_at, note)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        tx.workspace_id().uuid(),
        row.id.uuid(),
        row.task_id.uuid(),
        tx.person_id().uuid(),
        row.day.0,
        row.minutes,
        row.started_at,
        row.note,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes a locked entry, and answers with it as it is then.
pub async fn update(tx: &mut TenantTx, row: &EntryRow) -> Result<EntryRow> {
    sqlx::query!(
        "update time_entry
         set
           day = $3,
           minutes = $4,
           ended_at = $5,
           note = $6,
           removed_at = case when $7 then now() end,
           version = version + 1
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        row.id.uuid(),
        row.day.0,
        row.minutes,
        row.ended_at,
        row.note,
        row.removed,
    )
    .execute(tx.conn())
    .await?;
    Ok(EntryRow { version: row.version + 1, ..row.clone() })
}
