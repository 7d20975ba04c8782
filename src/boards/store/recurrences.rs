use crate::{
    Result,
    boards::recurrence::Cadence,
    database::{IdentityTx, TenantTx},
    day::Day,
    ids::{PersonId, ProjectId, RecurrenceId, TaskId, WorkspaceId},
};
use time::OffsetDateTime;

/// A series as its row has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecurrenceRow {
    pub id: RecurrenceId,
    pub project_id: ProjectId,
    pub rule: String,
    pub cadence: String,
    /// Where its days begin and end.
    pub time_zone: String,
    pub starts_on: Day,
    pub newest_on: Day,
    pub newest_task_id: TaskId,
    pub next_on: Option<Day>,
    pub created_by: PersonId,
}

impl RecurrenceRow {
    /// An unknown word reads as the usual way.
    pub fn cadence(&self) -> Cadence {
        self.cadence.parse().unwrap_or_default()
    }
}

/// The living series of which this is the newest task.
pub async fn of_task(tx: &mut TenantTx, task_id: TaskId) -> Result<Option<RecurrenceRow>> {
    Ok(sqlx::query_as!(
        RecurrenceRow,
        r#"select
             id as "id: RecurrenceId",
             project_id as "project_id: ProjectId",
             rule,
             cadence,
             time_zone,
             starts_on as "starts_on: Day",
             newest_on as "newest_on: Day",
             newest_task_id as "newest_task_id: TaskId",
             next_on as "next_on: Day",
             created_by as "created_by: PersonId"
           from recurrence
           where workspace_id = $1
             and newest_task_id = $2
             and ended_at is null"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The living series of which these are the newest tasks.
pub async fn newest_among(tx: &mut TenantTx, tasks: &[TaskId]) -> Result<Vec<(RecurrenceId, TaskId)>> {
    let tasks: Vec<_> = tasks.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"select id as "id: RecurrenceId", newest_task_id as "task_id: TaskId"
           from recurrence
           where workspace_id = $1
             and newest_task_id = any ($2)
             and ended_at is null"#,
        tx.workspace_id().uuid(),
        &tasks,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.task_id)).collect())
}

/// Takes the series' turn until the commit, if it lives.
pub async fn lock(tx: &mut TenantTx, id: RecurrenceId) -> Result<Option<RecurrenceRow>> {
    Ok(sqlx::query_as!(
        RecurrenceRow,
        r#"select
             id as "id: RecurrenceId",
             project_id as "project_id: ProjectId",
             rule,
             cadence,
             time_zone,
             starts_on as "starts_on: Day",
             newest_on as "newest_on: Day",
             newest_task_id as "newest_task_id: TaskId",
             next_on as "next_on: Day",
             created_by as "created_by: PersonId"
           from recurrence
           where workspace_id = $1
             and id = $2
             and ended_at is null
           for update"#,
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub async fn insert(tx: &mut TenantTx, row: &RecurrenceRow) -> Result<()> {
    sqlx::query!(
        "insert into recurrence (
           workspace_id, id, project_id, rule, cadence, time_zone, starts_on, newest_on, newest_task_id, next_on,
           created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        tx.workspace_id().uuid(),
        row.id.uuid(),
        row.project_id.uuid(),
        row.rule,
        row.cadence,
        row.time_zone,
        row.starts_on.0,
        row.newest_on.0,
        row.newest_task_id.uuid(),
        row.next_on.map(|day| day.0),
        row.created_by.uuid(),
    )
    .execute(tx.conn())
    .await?;
    occur(tx, row.id, row.newest_on, row.newest_task_id).await.map(drop)
}

/// Writes a locked series anew.
pub async fn update(tx: &mut TenantTx, row: &RecurrenceRow) -> Result<()> {
    sqlx::query!(
        "update recurrence
         set rule = $3, cadence = $4, time_zone = $5, starts_on = $6, newest_on = $7, newest_task_id = $8, next_on = $9
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        row.id.uuid(),
        row.rule,
        row.cadence,
        row.time_zone,
        row.starts_on.0,
        row.newest_on.0,
        row.newest_task_id.uuid(),
        row.next_on.map(|day| day.0),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn end(tx: &mut TenantTx, id: RecurrenceId) -> Result<()> {
    sqlx::query!(
        "update recurrence set ended_at = now() where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes the task of a day of a series. False where the day has one already.
pub async fn occur(tx: &mut TenantTx, id: RecurrenceId, day: Day, task_id: TaskId) -> Result<bool> {
    let noted = sqlx::query!(
        "insert into recurrence_occurrence (workspace_id, recurrence_id, occurs_on, task_id)
         values ($1, $2, $3, $4)
         on conflict (workspace_id, recurrence_id, occurs_on) do nothing",
        tx.workspace_id().uuid(),
        id.uuid(),
        day.0,
        task_id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(noted.rows_affected() == 1)
}

/// How many tasks a series has brought, the first included.
pub async fn occurrences(tx: &mut TenantTx, id: RecurrenceId) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from recurrence_occurrence where workspace_id = $1 and recurrence_id = $2"#,
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

/// When a task was completed, if it is.
pub async fn completed_at(tx: &mut TenantTx, task_id: TaskId) -> Result<Option<OffsetDateTime>> {
    Ok(sqlx::query_scalar!(
        "select completed_at from task where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        task_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .flatten())
}

/// Gives one task the labels of another, and those of its people who still stand in the workspace.
pub async fn copy_people_and_labels(tx: &mut TenantTx, from: TaskId, to: TaskId) -> Result<Vec<PersonId>> {
    let workspace_id = tx.workspace_id().uuid();
    sqlx::query!(
        "insert into task_label (workspace_id, task_id, label_id)
         select l.workspace_id, $3, l.label_id
         from task_label l
         where l.workspace_id = $1 and l.task_id = $2",
        workspace_id,
        from.uuid(),
        to.uuid(),
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into task_watcher (workspace_id, task_id, person_id, watching)
         select w.workspace_id, $3, w.person_id, w.watching
         from task_watcher w
         where w.workspace_id = $1 and w.task_id = $2",
        workspace_id,
        from.uuid(),
        to.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(sqlx::query_scalar!(
        r#"insert into task_assignee (workspace_id, task_id, person_id)
           select a.workspace_id, $3, a.person_id
           from task_assignee a
           join member m on m.workspace_id = a.workspace_id and m.person_id = a.person_id
           where a.workspace_id = $1
             and a.task_id = $2
             and m.suspended_at is null
             and m.left_at is null
           returning person_id as "person_id: PersonId""#,
        workspace_id,
        from.uuid(),
        to.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Somebody in whose name the next task can be made: who set the series up, or else an owner of the workspace.
pub async fn maker(tx: &mut TenantTx, creator: PersonId) -> Result<Option<PersonId>> {
    Ok(sqlx::query_scalar!(
        r#"select person_id as "person_id: PersonId"
           from member
           where workspace_id = $1
             and suspended_at is null
             and left_at is null
             and (person_id = $2 and role in ('owner', 'admin', 'member') or role = 'owner')
           order by person_id = $2 desc, joined_at
           limit 1"#,
        tx.workspace_id().uuid(),
        creator.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The workspaces in which something repeats.
pub async fn workspaces(tx: &mut IdentityTx) -> Result<Vec<WorkspaceId>> {
    Ok(sqlx::query_scalar!(
        r#"select distinct r.workspace_id as "workspace_id: WorkspaceId"
           from recurrence r
           join workspace w on w.id = r.workspace_id
           where r.ended_at is null and w.deleted_at is null"#,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The series of a workspace that may have to bring their next task: the newest is completed, or the next date has
/// come where the day begins first.
pub async fn due(tx: &mut TenantTx, latest: Day) -> Result<Vec<RecurrenceId>> {
    Ok(sqlx::query_scalar!(
        r#"select r.id as "id: RecurrenceId"
           from recurrence r
           join task t on t.workspace_id = r.workspace_id and t.id = r.newest_task_id
           join project p on p.workspace_id = r.workspace_id and p.id = r.project_id
           where r.workspace_id = $1
             and r.ended_at is null
             and p.archived_at is null
             and (t.completed_at is not null or r.next_on <= $2)
           order by r.id"#,
        tx.workspace_id().uuid(),
        latest.0,
    )
    .fetch_all(tx.conn())
    .await?)
}
