//! Reminds the assignees of open tasks, each once for a due day, however often and by however many servers it is done.

use super::{
    due::{DAYS_BEFORE, days_around, is_due, moment},
    store::reminders::{self, Reminder},
};
use crate::{
    Result,
    database::Db,
    ids::{PersonId, WorkspaceId},
};
use time::OffsetDateTime;
use uuid::Uuid;

/// Gives every reminder whose moment has come; answers with how many there were.
pub async fn remind(db: &Db, now: OffsetDateTime) -> Result<usize> {
    let mut tx = db.system().await?;
    let workspaces = reminders::workspaces(tx.conn()).await?;
    tx.commit().await?;
    let mut given = 0;
    for workspace_id in workspaces {
        given += remind_in(db, workspace_id, now).await?;
    }
    Ok(given)
}

async fn remind_in(db: &Db, workspace_id: WorkspaceId, now: OffsetDateTime) -> Result<usize> {
    let mut tx = db.tenant_as(workspace_id, PersonId(Uuid::nil())).await?;
    let (first, last) = days_around(now)?;
    let mut due = Vec::new();
    for at_work in reminders::at_work(&mut tx, first, last).await? {
        for (bit, days_before) in DAYS_BEFORE.into_iter().enumerate() {
            let wanted = at_work.remind & (1 << bit) != 0;
            let moment = moment(at_work.due_on, days_before, at_work.hour, &at_work.time_zone);
            if let Some(at) = moment.filter(|at| wanted && is_due(*at, now)) {
                let (person_id, task_id, due_on) = (at_work.person_id, at_work.task_id, at_work.due_on);
                due.push(Reminder { person_id, task_id, due_on, days_before, at });
            }
        }
    }
    if due.is_empty() {
        return Ok(0);
    }
    let told = reminders::insert(&mut tx, &due).await?;
    let given = told.len();
    tx.commit_and_tell(told).await?;
    Ok(given)
}
