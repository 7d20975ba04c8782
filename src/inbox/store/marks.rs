//! What somebody makes of their inbox.

use crate::{
    Result,
    database::TenantTx,
    ids::{PageId, TaskId},
    inbox::item::{Mark, Subjects},
};
use std::collections::BTreeSet;
use time::OffsetDateTime;
use uuid::Uuid;

/// The ids of what was told about: of a task or of a page, whichever it is.
fn ids(about: &Subjects) -> Vec<Uuid> {
    about.tasks.iter().map(|id| id.uuid()).chain(about.pages.iter().map(|id| id.uuid())).collect()
}

/// Does it to what the person of this transaction was told about these.
pub async fn mark(tx: &mut TenantTx, about: &Subjects, mark: Mark, now: OffsetDateTime) -> Result<()> {
    let about = ids(about);
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
           and (n.task_id = any($3) or n.page_id = any($3))
           and case $4
             when 'undone' then n.done_at = (
               select max(last.done_at)
               from notification last
               where last.workspace_id = $1 and last.person_id = $2
                 and (last.task_id = n.task_id or last.page_id = n.page_id))
             else n.done_at is null
           end",
        workspace_id,
        person_id,
        &about,
        word,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Puts off what the person was told about these. It comes back as news.
pub async fn snooze(tx: &mut TenantTx, about: &Subjects, until: OffsetDateTime) -> Result<()> {
    let about = ids(about);
    sqlx::query!(
        "update notification
         set snoozed_until = $4, read_at = null
         where workspace_id = $1
           and person_id = $2
           and (task_id = any($3) or page_id = any($3))
           and done_at is null",
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        &about,
        until,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Marks as read what the person was told about a page; whether any of it was not.
pub async fn read_page(tx: &mut TenantTx, page_id: PageId, now: OffsetDateTime) -> Result<bool> {
    let read = sqlx::query!(
        "update notification
         set read_at = $4
         where workspace_id = $1 and person_id = $2 and page_id = $3 and read_at is null",
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        page_id.uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(read.rows_affected() > 0)
}

/// Marks as read all that is open; answers with what had something unread.
pub async fn read_all(tx: &mut TenantTx, now: OffsetDateTime) -> Result<Subjects> {
    let rows = sqlx::query!(
        r#"update notification
           set read_at = $3
           where workspace_id = $1
             and person_id = $2
             and read_at is null
             and done_at is null
             and (snoozed_until is null or snoozed_until <= $3)
           returning task_id as "task_id: TaskId", page_id as "page_id: PageId""#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        now,
    )
    .fetch_all(tx.conn())
    .await?;
    let tasks: BTreeSet<_> = rows.iter().filter_map(|row| row.task_id).collect();
    let pages: BTreeSet<_> = rows.iter().filter_map(|row| row.page_id).collect();
    Ok(Subjects { tasks: tasks.into_iter().collect(), pages: pages.into_iter().collect() })
}
