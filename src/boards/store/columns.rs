use crate::{
    Error, Result,
    boards::{project::Column, rank},
    database::TenantTx,
    ids::{ColumnId, ProjectId, TaskId},
};

pub async fn list(tx: &mut TenantTx, project_id: ProjectId) -> Result<Vec<Column>> {
    Ok(sqlx::query_as!(
        Column,
        r#"select id as "id: ColumnId", name, rank, done, task_limit, version
           from board_column
           where workspace_id = $1 and project_id = $2
           order by rank"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Takes the column's turn until the commit: who holds it alone ranks tasks in it.
pub async fn lock(tx: &mut TenantTx, project_id: ProjectId, column_id: ColumnId) -> Result<Column> {
    sqlx::query_as!(
        Column,
        r#"select id as "id: ColumnId", name, rank, done, task_limit, version
           from board_column
           where workspace_id = $1 and project_id = $2 and id = $3
           for update"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        column_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

/// Takes the project's turn: columns are ranked among themselves under it.
pub async fn lock_project(tx: &mut TenantTx, project_id: ProjectId) -> Result<()> {
    sqlx::query!(
        "select id from project where workspace_id = $1 and id = $2 for update",
        tx.workspace_id().uuid(),
        project_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(())
}

pub async fn insert(tx: &mut TenantTx, project_id: ProjectId, column: &Column) -> Result<()> {
    sqlx::query!(
        "insert into board_column (workspace_id, id, project_id, name, rank, done, task_limit)
         values ($1, $2, $3, $4, $5, $6, $7)",
        tx.workspace_id().uuid(),
        column.id.uuid(),
        project_id.uuid(),
        column.name,
        column.rank,
        column.done,
        column.task_limit,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn update(tx: &mut TenantTx, column: &Column, expected: Option<i32>) -> Result<i32> {
    let row = sqlx::query!(
        "update board_column
         set name = $3, rank = $4, done = $5, task_limit = $6, version = version + 1
         where workspace_id = $1 and id = $2 and version = coalesce($7, version)
         returning version",
        tx.workspace_id().uuid(),
        column.id.uuid(),
        column.name,
        column.rank,
        column.done,
        column.task_limit,
        expected,
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(|row| row.version).ok_or(Error::Conflict { current: Some(column.version) })
}

/// Tasks of a column that became a place for finished work are completed, and the other way round.
pub async fn settle_completion(tx: &mut TenantTx, column: &Column) -> Result<()> {
    sqlx::query!(
        "update task
         set completed_at = case when $3 then now() end, version = version + 1
         where workspace_id = $1 and column_id = $2 and (completed_at is not null) <> $3",
        tx.workspace_id().uuid(),
        column.id.uuid(),
        column.done,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, column_id: ColumnId) -> Result<()> {
    sqlx::query!(
        "delete from board_column where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        column_id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The ids of a column's tasks in order, the archived ones too.
pub async fn task_ids(tx: &mut TenantTx, column_id: ColumnId) -> Result<Vec<TaskId>> {
    Ok(sqlx::query_scalar!(
        r#"select id as "id: TaskId" from task where workspace_id = $1 and column_id = $2 order by rank"#,
        tx.workspace_id().uuid(),
        column_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Gives these tasks, in this order, the column and ranks of even spread. The column is locked.
pub async fn rewrite_order(tx: &mut TenantTx, column: &Column, order: &[TaskId]) -> Result<()> {
    let ids: Vec<_> = order.iter().map(|id| id.uuid()).collect();
    sqlx::query!("set constraints task_rank_key deferred").execute(tx.conn()).await?;
    sqlx::query!(
        "update task t
         set column_id = $2, rank = placed.rank, version = t.version + 1,
             completed_at = case when $3 then coalesce(t.completed_at, now()) end
         from unnest($4::uuid[], $5::text[]) as placed (id, rank)
         where t.workspace_id = $1 and t.id = placed.id",
        tx.workspace_id().uuid(),
        column.id.uuid(),
        column.done,
        &ids,
        &rank::spread(ids.len()),
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("set constraints task_rank_key immediate").execute(tx.conn()).await?;
    Ok(())
}
