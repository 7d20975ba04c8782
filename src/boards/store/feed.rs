//! What happened on a board, and lists that cut across its columns.

use crate::{
    Result,
    boards::{
        project::{Project, WhenBlocked},
        queries::moment,
        task::HistoryEntry,
    },
    database::TenantTx,
    ids::{ProjectId, TaskId},
};
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

/// More changes than this are cheaper to load as a whole board.
pub const MOST_CHANGES: usize = 500;

/// The number of the workspace's newest event.
pub async fn latest(tx: &mut TenantTx) -> Result<i64> {
    Ok(sqlx::query_scalar!("select seq from event_sequence where workspace_id = $1", tx.workspace_id().uuid())
        .fetch_optional(tx.conn())
        .await?
        .unwrap_or(0))
}

/// The number of the workspace's newest event, and the reader's time zone.
pub async fn latest_and_zone(tx: &mut TenantTx) -> Result<(i64, String)> {
    let row = sqlx::query!(
        r#"select
             (select seq from event_sequence where workspace_id = $1) as seq,
             (select time_zone from person where id = $2) as time_zone"#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.seq.unwrap_or(0), row.time_zone.unwrap_or_else(|| "UTC".to_owned())))
}

pub async fn time_zone(tx: &mut TenantTx) -> Result<String> {
    Ok(sqlx::query_scalar!("select time_zone from person where id = $1", tx.person_id().uuid())
        .fetch_optional(tx.conn())
        .await?
        .unwrap_or_else(|| "UTC".to_owned()))
}

#[derive(Debug)]
pub struct BoardEvent {
    pub kind: String,
    pub subject_id: Uuid,
    /// All tasks of a column were rewritten.
    pub spread: bool,
    /// Other tasks whose cards changed with it.
    pub also: Vec<Uuid>,
    /// Those that were changed together.
    pub tasks: Vec<TaskId>,
}

pub async fn since(tx: &mut TenantTx, project_id: ProjectId, after: i64) -> Result<Vec<BoardEvent>> {
    Ok(sqlx::query_as!(
        BoardEvent,
        r#"select
             kind,
             subject_id as "subject_id!",
             coalesce((data ->> 'spread')::boolean, false) as "spread!",
             array(select jsonb_array_elements_text(data -> 'also'))::uuid[] as "also!",
             array(
               select b.task_id from bulk_task b
               where b.workspace_id = $1 and b.bulk_id = event.subject_id) as "tasks!: Vec<TaskId>"
           from event
           where workspace_id = $1 and project_id = $2 and seq > $3
           order by seq
           limit $4"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        after,
        i64::try_from(MOST_CHANGES).unwrap_or(i64::MAX),
    )
    .fetch_all(tx.conn())
    .await?)
}

#[derive(Debug)]
pub struct TaskEvent {
    pub seq: i64,
    pub at: OffsetDateTime,
    pub kind: String,
    pub who: String,
    pub data: Option<Value>,
}

impl TaskEvent {
    pub fn into_entry(self, zone: &str, now: OffsetDateTime) -> HistoryEntry {
        HistoryEntry {
            seq: self.seq,
            who: self.who,
            what: crate::activity::sentence(&self.kind, self.data.as_ref()),
            when: moment(zone, self.at, now),
        }
    }
}

/// The newest events of a task, newest first.
pub async fn history(tx: &mut TenantTx, task_id: TaskId) -> Result<Vec<TaskEvent>> {
    Ok(sqlx::query_as!(
        TaskEvent,
        r#"select e.seq, e.at, e.kind, coalesce(p.name, 'Atrium') as "who!", e.data
           from event e
           left join person p on p.id = e.actor_id
           where e.workspace_id = $1
             and e.kind not in ('comment.reacted', 'comment.unreacted', 'time.started')
             and e.subject_id = any (array[$2::uuid] || array(
               select b.bulk_id from bulk_task b where b.workspace_id = $1 and b.task_id = $2))
           order by e.seq desc
           limit 100"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn task_page(
    tx: &mut TenantTx,
    project_id: ProjectId,
    after: Option<TaskId>,
    limit: i64,
) -> Result<Vec<TaskId>> {
    Ok(sqlx::query_scalar!(
        r#"select id as "id: TaskId"
           from task
           where workspace_id = $1
             and project_id = $2
             and archived_at is null
             and ($3::uuid is null or id > $3)
           order by id
           limit $4"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        after.map(TaskId::uuid),
        limit,
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn project(tx: &mut TenantTx, project_id: ProjectId) -> Result<Option<Project>> {
    Ok(sqlx::query_as!(
        Project,
        r#"select
             id as "id: ProjectId",
             key,
             name,
             description,
             hue,
             when_blocked as "when_blocked: WhenBlocked",
             version,
             archived_at is not null as "archived!"
           from project
           where workspace_id = $1 and id = $2"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// More archived tasks than these are found by their number.
const MOST_ARCHIVED: i64 = 200;

#[derive(Debug)]
pub struct ArchivedRow {
    pub id: TaskId,
    pub number: i32,
    pub title: String,
    pub column: String,
    pub archived_at: OffsetDateTime,
}

/// The tasks put aside last, newest first.
pub async fn archived(tx: &mut TenantTx, project_id: ProjectId) -> Result<Vec<ArchivedRow>> {
    Ok(sqlx::query_as!(
        ArchivedRow,
        r#"select t.id as "id: TaskId", t.number, t.title, c.name as "column", t.archived_at as "archived_at!"
           from task t
           join board_column c on c.workspace_id = t.workspace_id and c.id = t.column_id
           where t.workspace_id = $1 and t.project_id = $2 and t.archived_at is not null
           order by t.archived_at desc, t.id desc
           limit $3"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        MOST_ARCHIVED,
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn archived_count(tx: &mut TenantTx, project_id: ProjectId) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from task
           where workspace_id = $1 and project_id = $2 and archived_at is not null"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}
