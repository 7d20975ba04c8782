//! What somebody makes of their inbox.

use crate::{Result, database::TenantTx, ids::TaskId, inbox::item::Mark};
use time::OffsetDateTime;

/// Does it to what the person of this transaction was told about these tasks.
pub async fn mark(tx: &mut TenantTx, tasks: &[TaskId], mark: Mark, now: OffsetDateTime) -> Result<()> {
    let tasks: Vec<_> = tasks.iter().map(|id| id.uuid()).collect();
    let (workspace_id, person_id) = (tx.workspace_id().uuid(), tx.person_id().uuid());
    let word = match mark {
        Mark::Read => "read",
        Mark::Unread => "unread",
        Mark::Done => "done",
        Mark::Undone => "undone",
        Mark::Woken => "woken",
    };
    sqlx::query!(
        "update notification n
         set
           read_at = case $4 when 'read' then coalesce(n.read_at, $5) when 'unread' then null else n.read_at end,
           done_at = case $4 when 'done' then $5 when 'undone' then null else n.done_at end,
           snoozed_until = case when $4 in ('done', 'woken') then null else n.snoozed_until end
         where n.workspace_id = $1
           and n.person_id = $2
           and n.task_id = any($3)
           and case $4
             when 'undone' then n.done_at = (
               select max(last.done_at)
               from notification last
               where last.workspace_id = $1 and last.person_id = $2 and last.task_id = n.task_id)
             else n.done_at is null
           end",
        workspace_id,
        person_id,
        &tasks,
        word,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Puts off what the person was told about these tasks. It comes back as news.
pub async fn snooze(tx: &mut TenantTx, tasks: &[TaskId], until: OffsetDateTime) -> Result<()> {
    let tasks: Vec<_> = tasks.iter().map(|id| id.uuid()).collect();
    sqlx::query!(
        "update notification
         set snoozed_until = $4, read_at = null
         where workspace_id = $1 and person_id = $2 and task_id = any($3) and done_at is null",
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        &tasks,
        until,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Marks as read all that is open; answers with the tasks that had something unread.
pub async fn read_all(tx: &mut TenantTx, now: OffsetDateTime) -> Result<Vec<TaskId>> {
    let mut tasks = sqlx::query_scalar!(
        r#"update notification
           set read_at = $3
           where workspace_id = $1
             and person_id = $2
             and read_at is null
             and done_at is null
             and (snoozed_until is null or snoozed_until <= $3)
             and task_id is not null
           returning task_id as "task_id!: TaskId""#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        now,
    )
    .fetch_all(tx.conn())
    .await?;
    tasks.sort_unstable();
    tasks.dedup();
    Ok(tasks)
}
