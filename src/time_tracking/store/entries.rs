use crate::{
    Error, Result,
    boards::board::PersonRef,
    database::TenantTx,
    day::Day,
    ids::{PersonId, ProjectId, TaskId, TimeEntryId},
};
use time::OffsetDateTime;

/// An entry, with the task that it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    pub id: TimeEntryId,
    pub task_id: TaskId,
    pub project_id: ProjectId,
    pub project_key: String,
    pub number: i32,
    pub title: String,
    pub person: PersonRef,
    pub day: Day,
    pub minutes: Option<i32>,
    pub started_at: Option<OffsetDateTime>,
    pub ended_at: Option<OffsetDateTime>,
    pub note: String,
    pub version: i32,
    pub removed: bool,
}

impl EntryRow {
    /// Of its task, such as ATR-42.
    pub fn key(&self) -> String {
        format!("{}-{}", self.project_key, self.number)
    }
}

/// By what entries are asked for.
#[derive(Clone, Copy, Debug, Default)]
struct Wanted {
    id: Option<TimeEntryId>,
    task_id: Option<TaskId>,
    person_id: Option<PersonId>,
    running: bool,
    /// Those that were taken away too.
    removed: bool,
}

/// The newest ones first.
async fn select(tx: &mut TenantTx, wanted: Wanted) -> Result<Vec<EntryRow>> {
    let rows = sqlx::query!(
        r#"select
             e.id as "id: TimeEntryId",
             e.task_id as "task_id: TaskId",
             t.project_id as "project_id: ProjectId",
             p.key as project_key,
             t.number,
             t.title,
             e.person_id as "person_id: PersonId",
             w.name,
             w.hue,
             e.day as "day: Day",
             e.minutes,
             e.started_at,
             e.ended_at,
             e.note,
             e.version,
             e.removed_at is not null as "removed!"
           from time_entry e
           join task t on t.workspace_id = e.workspace_id and t.id = e.task_id
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
           join person w on w.id = e.person_id
           where e.workspace_id = $1
             and ($2::uuid is null or e.id = $2)
             and ($3::uuid is null or e.task_id = $3)
             and ($4::uuid is null or e.person_id = $4)
             and (not $5 or e.minutes is null)
             and ($6 or e.removed_at is null)
           order by e.day desc, e.id desc
           limit 200"#,
        tx.workspace_id().uuid(),
        wanted.id.map(TimeEntryId::uuid),
        wanted.task_id.map(TaskId::uuid),
        wanted.person_id.map(PersonId::uuid),
        wanted.running,
        wanted.removed,
    )
    .fetch_all(tx.conn())
    .await?;
    let entries = rows.into_iter().map(|row| EntryRow {
        id: row.id,
        task_id: row.task_id,
        project_id: row.project_id,
        project_key: row.project_key,
        number: row.number,
        title: row.title,
        person: PersonRef { id: row.person_id, name: row.name, hue: row.hue },
        day: row.day,
        minutes: row.minutes,
        started_at: row.started_at,
        ended_at: row.ended_at,
        note: row.note,
        version: row.version,
        removed: row.removed,
    });
    Ok(entries.collect())
}

pub async fn find(tx: &mut TenantTx, id: TimeEntryId) -> Result<EntryRow> {
    let wanted = Wanted { id: Some(id), removed: true, ..Wanted::default() };
    select(tx, wanted).await?.into_iter().next().ok_or(Error::NotFound)
}

/// Holds the entry until the end of the transaction.
pub async fn lock(tx: &mut TenantTx, id: TimeEntryId) -> Result<EntryRow> {
    sqlx::query!(
        r#"select 1 as "one!" from time_entry where workspace_id = $1 and id = $2 for update"#,
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    find(tx, id).await
}

/// The timer of the person of this transaction.
pub async fn running(tx: &mut TenantTx) -> Result<Option<EntryRow>> {
    let wanted = Wanted { person_id: Some(tx.person_id()), running: true, ..Wanted::default() };
    Ok(select(tx, wanted).await?.into_iter().next())
}

/// The newest entries of a task; with a person, theirs alone.
pub async fn of_task(tx: &mut TenantTx, task_id: TaskId, person_id: Option<PersonId>) -> Result<Vec<EntryRow>> {
    select(tx, Wanted { task_id: Some(task_id), person_id, ..Wanted::default() }).await
}

/// How long they are together.
pub async fn minutes_of(tx: &mut TenantTx, task_id: TaskId, person_id: Option<PersonId>) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select coalesce(sum(minutes), 0) as "minutes!"
           from time_entry
           where workspace_id = $1
             and task_id = $2
             and removed_at is null
             and ($3::uuid is null or person_id = $3)"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
        person_id.map(PersonId::uuid),
    )
    .fetch_one(tx.conn())
    .await?)
}
