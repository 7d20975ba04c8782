use crate::{
    Error, Result,
    boards::{estimate::Estimate, task::Priority},
    database::TenantTx,
    day::Day,
    ids::{ColumnId, ImportId, LabelId, ProjectId, TaskId},
};
use time::OffsetDateTime;

/// A task as its row has it.
#[derive(Clone, Debug)]
pub struct TaskRow {
    pub id: TaskId,
    pub column_id: ColumnId,
    pub number: i32,
    pub rank: String,
    pub title: String,
    pub description: String,
    pub priority: i16,
    pub due_on: Option<Day>,
    pub start_on: Option<Day>,
    pub estimate: Option<Estimate>,
    pub version: i32,
    pub created_at: OffsetDateTime,
    pub created_by: String,
    pub archived: bool,
}

/// Takes the next number of the project, and with it the project's turn to number tasks.
pub async fn take_numbers(tx: &mut TenantTx, project_id: ProjectId, count: i32) -> Result<i32> {
    Ok(sqlx::query_scalar!(
        r#"update project set next_number = next_number + $3
           where workspace_id = $1 and id = $2
           returning next_number - $3 as "first!""#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        count,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// What a new task starts with.
#[derive(Debug)]
pub struct TaskInsert<'a> {
    pub id: TaskId,
    pub project_id: ProjectId,
    pub column_id: ColumnId,
    pub number: i32,
    pub rank: &'a str,
    pub title: &'a str,
    pub description: &'a str,
    pub priority: Priority,
    pub due_on: Option<Day>,
    pub start_on: Option<Day>,
    pub estimate: Option<Estimate>,
    pub done: bool,
    pub import_id: Option<ImportId>,
}

pub async fn insert(tx: &mut TenantTx, task: &TaskInsert<'_>) -> Result<()> {
    sqlx::query!(
        "insert into task (
           workspace_id, id, project_id, column_id, number, rank, title, description, priority, due_on,
           start_on, estimate, completed_at, import_id, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, case when $13 then now() end, $14, $15)",
        tx.workspace_id().uuid(),
        task.id.uuid(),
        task.project_id.uuid(),
        task.column_id.uuid(),
        task.number,
        task.rank,
        task.title,
        task.description,
        task.priority.number(),
        task.due_on.map(|day| day.0),
        task.start_on.map(|day| day.0),
        task.estimate.map(Estimate::minutes),
        task.done,
        task.import_id.map(ImportId::uuid),
        tx.person_id().uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn find(tx: &mut TenantTx, task_id: TaskId) -> Result<TaskRow> {
    sqlx::query_as!(
        TaskRow,
        r#"select
             t.id as "id: TaskId",
             t.column_id as "column_id: ColumnId",
             t.number,
             t.rank,
             t.title,
             t.description,
             t.priority,
             t.due_on as "due_on: Day",
             t.start_on as "start_on: Day",
             t.estimate as "estimate: Estimate",
             t.version,
             t.created_at,
             coalesce(p.name, '') as "created_by!",
             t.archived_at is not null as "archived!"
           from task t
           left join person p on p.id = t.created_by
           where t.workspace_id = $1 and t.id = $2"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

/// Takes the task's turn until the commit.
pub async fn lock(tx: &mut TenantTx, task_id: TaskId) -> Result<TaskRow> {
    sqlx::query!(
        "select id from task where workspace_id = $1 and id = $2 for update",
        tx.workspace_id().uuid(),
        task_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    find(tx, task_id).await
}

pub async fn id_by_number(tx: &mut TenantTx, project_id: ProjectId, number: i32) -> Result<TaskId> {
    sqlx::query_scalar!(
        r#"select id as "id: TaskId" from task where workspace_id = $1 and project_id = $2 and number = $3"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        number,
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

/// Writes a locked task's own words and dates.
pub async fn update(tx: &mut TenantTx, task: &TaskRow) -> Result<()> {
    sqlx::query!(
        "update task
         set title = $3, description = $4, priority = $5, due_on = $6, version = version + 1, updated_at = now(),
             archived_at = case when $7 then coalesce(archived_at, now()) end, start_on = $8, estimate = $9
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        task.id.uuid(),
        task.title,
        task.description,
        task.priority,
        task.due_on.map(|day| day.0),
        task.archived,
        task.start_on.map(|day| day.0),
        task.estimate.map(Estimate::minutes),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Puts a locked task into a locked column.
pub async fn place(tx: &mut TenantTx, task_id: TaskId, column_id: ColumnId, rank: &str, done: bool) -> Result<()> {
    sqlx::query!(
        "update task
         set column_id = $3, rank = $4, version = version + 1, updated_at = now(),
             completed_at = case when $5 then coalesce(completed_at, now()) end
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        task_id.uuid(),
        column_id.uuid(),
        rank,
        done,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The rank of a task, if it is in this column.
pub async fn rank_in(tx: &mut TenantTx, column_id: ColumnId, task_id: TaskId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "select rank from task where workspace_id = $1 and column_id = $2 and id = $3",
        tx.workspace_id().uuid(),
        column_id.uuid(),
        task_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The first rank of a column after `rank`, leaving one task out of account.
pub async fn rank_after(
    tx: &mut TenantTx,
    column_id: ColumnId,
    rank: Option<&str>,
    without: Option<TaskId>,
) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "select rank from task
         where workspace_id = $1 and column_id = $2 and ($3::text is null or rank > $3) and id is distinct from $4
         order by rank
         limit 1",
        tx.workspace_id().uuid(),
        column_id.uuid(),
        rank,
        without.map(TaskId::uuid),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The last rank of a column before `rank`, leaving one task out of account.
pub async fn rank_before(
    tx: &mut TenantTx,
    column_id: ColumnId,
    rank: Option<&str>,
    without: Option<TaskId>,
) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "select rank from task
         where workspace_id = $1 and column_id = $2 and ($3::text is null or rank < $3) and id is distinct from $4
         order by rank desc
         limit 1",
        tx.workspace_id().uuid(),
        column_id.uuid(),
        rank,
        without.map(TaskId::uuid),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Labels of another project are refused.
pub async fn set_labels(tx: &mut TenantTx, task: (TaskId, ProjectId), labels: &[LabelId]) -> Result<()> {
    let labels: Vec<_> = labels.iter().map(|id| id.uuid()).collect();
    let workspace_id = tx.workspace_id().uuid();
    sqlx::query!(
        "delete from task_label where workspace_id = $1 and task_id = $2 and label_id <> all ($3)",
        workspace_id,
        task.0.uuid(),
        &labels,
    )
    .execute(tx.conn())
    .await?;
    let known = sqlx::query_scalar!(
        r#"select count(*) as "count!" from label where workspace_id = $1 and project_id = $2 and id = any ($3)"#,
        workspace_id,
        task.1.uuid(),
        &labels,
    )
    .fetch_one(tx.conn())
    .await?;
    if usize::try_from(known) != Ok(labels.len()) {
        return Err(Error::invalid("labels", "This label is not of this project."));
    }
    sqlx::query!(
        "insert into task_label (workspace_id, task_id, label_id)
         select $1, $2, unnest($3::uuid[])
         on conflict do nothing",
        workspace_id,
        task.0.uuid(),
        &labels,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
