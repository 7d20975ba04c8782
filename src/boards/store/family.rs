//! Tasks and their parts. Who writes here holds the project's row lock, so that the tree stays a tree.

use crate::{
    Result,
    boards::relation::TaskRef,
    database::TenantTx,
    ids::{ProjectId, TaskId},
};

pub async fn parent_id(tx: &mut TenantTx, task_id: TaskId) -> Result<Option<TaskId>> {
    Ok(sqlx::query_scalar!(
        r#"select parent_id as "parent_id: TaskId" from subtask where workspace_id = $1 and task_id = $2"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The task that this one is a part of, and the tasks that are a part of it.
pub async fn of(tx: &mut TenantTx, task_id: TaskId) -> Result<(Option<TaskRef>, Vec<TaskRef>)> {
    let parent = parent_id(tx, task_id).await?;
    let mut family = sqlx::query_as!(
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
           left join subtask s on s.workspace_id = t.workspace_id and s.task_id = t.id
           where t.workspace_id = $1
             and (t.id = $3 or (s.parent_id = $2 and t.archived_at is null))
           order by t.number"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
        parent.map(TaskId::uuid),
    )
    .fetch_all(tx.conn())
    .await?;
    let above = family.iter().position(|task| Some(task.id) == parent).map(|at| family.remove(at));
    Ok((above, family))
}

/// A task of this project that is not archived, and all that it is a part of, the nearest first.
/// Nothing where there is no such task.
pub async fn line(tx: &mut TenantTx, project_id: ProjectId, task_id: TaskId) -> Result<Vec<TaskId>> {
    Ok(sqlx::query_scalar!(
        r#"with recursive line (id, level) as (
             select t.id, 1
             from task t
             where t.workspace_id = $1 and t.project_id = $2 and t.id = $3 and t.archived_at is null
             union all
             select s.parent_id, line.level + 1
             from line
             join subtask s on s.workspace_id = $1 and s.task_id = line.id)
           select id as "id!: TaskId" from line order by level"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        task_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// A task of those on the board and all that are part of it, each behind the one that it is a part of.
pub async fn tree(tx: &mut TenantTx, task_id: TaskId) -> Result<Vec<TaskId>> {
    Ok(sqlx::query_scalar!(
        r#"with recursive tree (id, level) as (
             select $2::uuid, 1
             union all
             select t.id, tree.level + 1
             from tree
             join subtask s on s.workspace_id = $1 and s.parent_id = tree.id
             join task t on t.workspace_id = $1 and t.id = s.task_id and t.archived_at is null)
           select tree.id as "id!: TaskId"
           from tree
           join task t on t.workspace_id = $1 and t.id = tree.id
           order by tree.level, t.number"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// How many levels a task with its subtasks has: 1 without any.
pub async fn levels(tx: &mut TenantTx, task_id: TaskId) -> Result<usize> {
    let levels = sqlx::query_scalar!(
        r#"with recursive tree (id, level) as (
             select $2::uuid, 1
             union all
             select s.task_id, tree.level + 1
             from tree
             join subtask s on s.workspace_id = $1 and s.parent_id = tree.id)
           select max(level) as "levels!" from tree"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(usize::try_from(levels).unwrap_or(1))
}

/// Makes a task a part of another one, or of none.
pub async fn set_parent(tx: &mut TenantTx, task_id: TaskId, parent: Option<TaskId>) -> Result<()> {
    let workspace_id = tx.workspace_id().uuid();
    match parent {
        Some(parent) => sqlx::query!(
            "insert into subtask (workspace_id, task_id, parent_id)
             values ($1, $2, $3)
             on conflict (workspace_id, task_id) do update set parent_id = excluded.parent_id",
            workspace_id,
            task_id.uuid(),
            parent.uuid(),
        ),
        None => {
            sqlx::query!("delete from subtask where workspace_id = $1 and task_id = $2", workspace_id, task_id.uuid())
        }
    }
    .execute(tx.conn())
    .await?;
    Ok(())
}
