//! What the texts of pages refer to, from both ends: always as far as the person sees it.

use crate::{
    Result,
    actor::{Actor, Role},
    boards::relation::TaskRef,
    database::TenantTx,
    ids::{PageId, TaskId},
    wiki::page::{Named, PageRef},
};
use uuid::Uuid;

/// The pages that refer to this one, by title.
pub async fn to_page(tx: &mut TenantTx, page_id: PageId) -> Result<Vec<PageRef>> {
    to(tx, "page", page_id.uuid(), 200).await
}

/// The pages that refer to a task, by title.
pub async fn to_task(tx: &mut TenantTx, task_id: TaskId) -> Result<Vec<PageRef>> {
    to(tx, "task", task_id.uuid(), 50).await
}

/// A page that names itself is not told of.
async fn to(tx: &mut TenantTx, kind: &str, target_id: Uuid, limit: i64) -> Result<Vec<PageRef>> {
    Ok(sqlx::query_as!(
        PageRef,
        r#"select p.id as "id: PageId", p.number, p.title
           from page_reference r
           join page p on p.workspace_id = r.workspace_id and p.id = r.page_id
           where r.workspace_id = $1
             and r.kind = $2
             and r.target_id = $3
             and r.page_id <> $3
             and p.trashed_at is null
           order by lower(p.title), p.number
           limit $4"#,
        tx.workspace_id().uuid(),
        kind,
        target_id,
        limit,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// What a page refers to.
pub async fn from(tx: &mut TenantTx, actor: &Actor, page_id: PageId) -> Result<Named> {
    let rows = sqlx::query!(
        r#"select r.kind, r.target_id
           from page_reference r
           where r.workspace_id = $1 and r.page_id = $2 and r.kind in ('page', 'task')"#,
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    let of = |kind: &str| rows.iter().filter(|row| row.kind == kind).map(|row| row.target_id).collect::<Vec<_>>();
    named(tx, actor, &of("page"), &of("task")).await
}

/// Pages and tasks by their ids.
pub async fn named(tx: &mut TenantTx, actor: &Actor, pages: &[Uuid], tasks: &[Uuid]) -> Result<Named> {
    let pages = if pages.is_empty() { Vec::new() } else { pages_by_id(tx, pages).await? };
    let tasks = if tasks.is_empty() { Vec::new() } else { tasks_by_id(tx, actor, tasks).await? };
    Ok(Named { pages, tasks })
}

async fn pages_by_id(tx: &mut TenantTx, ids: &[Uuid]) -> Result<Vec<PageRef>> {
    Ok(sqlx::query_as!(
        PageRef,
        r#"select p.id as "id: PageId", p.number, p.title
           from page p
           where p.workspace_id = $1 and p.id = any($2) and p.trashed_at is null
           order by p.number"#,
        tx.workspace_id().uuid(),
        ids,
    )
    .fetch_all(tx.conn())
    .await?)
}

async fn tasks_by_id(tx: &mut TenantTx, actor: &Actor, ids: &[Uuid]) -> Result<Vec<TaskRef>> {
    Ok(sqlx::query_as!(
        TaskRef,
        r#"select
             t.id as "id: TaskId",
             p.key || '-' || t.number as "key!",
             p.key as project_key,
             t.number,
             t.title,
             t.completed_at is not null as "done!",
             t.archived_at is not null as "archived!"
           from task t
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
           where t.workspace_id = $1
             and t.id = any($2)
             and ($3 or exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = p.id and g.person_id = $4))
           order by p.key, t.number"#,
        tx.workspace_id().uuid(),
        ids,
        actor.role != Role::Guest,
        actor.person_id().uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}
