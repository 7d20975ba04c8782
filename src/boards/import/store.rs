//! All SQL of imports.

use super::view::{ImportState, OnProblem, Problem};
use crate::{
    Error, Result,
    boards::import::mapping::Mapping,
    database::TenantTx,
    ids::{ColumnId, ImportId, LabelId, PersonId, ProjectId, TaskId},
};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

/// What was chosen when the import was started.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Options {
    pub mapping: Mapping,
    pub on_problem: OnProblem,
}

/// What the import made besides tasks: undo takes it away where nothing else came to use it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Made {
    pub columns: Vec<ColumnId>,
    pub labels: Vec<LabelId>,
}

#[derive(Debug)]
pub struct ImportRecord {
    pub id: ImportId,
    pub project_id: ProjectId,
    pub source: String,
    pub options: Json<Options>,
    pub state: ImportState,
    pub rows_total: i32,
    pub rows_done: i32,
    pub problems: Json<Vec<Problem>>,
    pub problem_count: i32,
    pub made: Json<Made>,
    pub created_at: OffsetDateTime,
    pub created_by: String,
    /// How many of its tasks are still there.
    pub left: i32,
}

/// The imports of a project, the newest first, or one of them.
pub async fn list(tx: &mut TenantTx, project_id: ProjectId, only: Option<ImportId>) -> Result<Vec<ImportRecord>> {
    Ok(sqlx::query_as!(
        ImportRecord,
        r#"select
             i.id as "id: ImportId",
             i.project_id as "project_id: ProjectId",
             i.source,
             i.options as "options: Json<Options>",
             i.state as "state: ImportState",
             i.rows_total,
             i.rows_done,
             i.problems as "problems: Json<Vec<Problem>>",
             i.problem_count,
             i.made as "made: Json<Made>",
             i.created_at,
             coalesce(p.name, '') as "created_by!",
             (select count(*)::integer from task t where t.workspace_id = i.workspace_id and t.import_id = i.id) as "left!"
           from import i
           left join person p on p.id = i.created_by
           where i.workspace_id = $1 and i.project_id = $2 and ($3::uuid is null or i.id = $3)
           order by i.id desc
           limit 50"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        only.map(ImportId::uuid),
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn find(tx: &mut TenantTx, project_id: ProjectId, import_id: ImportId) -> Result<ImportRecord> {
    list(tx, project_id, Some(import_id)).await?.pop().ok_or(Error::NotFound)
}

/// Takes the import's turn until the commit.
pub async fn lock(tx: &mut TenantTx, project_id: ProjectId, import_id: ImportId) -> Result<ImportRecord> {
    sqlx::query!(
        "select id from import where workspace_id = $1 and id = $2 for update",
        tx.workspace_id().uuid(),
        import_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    find(tx, project_id, import_id).await
}

/// A new import, waiting for its turn.
#[derive(Debug)]
pub struct Waiting<'a> {
    pub id: ImportId,
    pub project_id: ProjectId,
    pub source: &'a str,
    pub content: &'a [u8],
    pub options: Options,
    pub rows_total: i32,
}

pub async fn insert(tx: &mut TenantTx, new: Waiting<'_>) -> Result<()> {
    sqlx::query!(
        "insert into import (workspace_id, id, project_id, created_by, source, content, options, state, rows_total)
         values ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8)",
        tx.workspace_id().uuid(),
        new.id.uuid(),
        new.project_id.uuid(),
        tx.person_id().uuid(),
        new.source,
        new.content,
        Json(new.options) as _,
        new.rows_total,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The file, until the import is over.
pub async fn content(tx: &mut TenantTx, import_id: ImportId) -> Result<Option<Vec<u8>>> {
    Ok(sqlx::query_scalar!(
        "select content from import where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        import_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .flatten())
}

/// Writes how far a locked import is. When it is over, the file is let go.
pub async fn update(tx: &mut TenantTx, import: &ImportRecord) -> Result<()> {
    sqlx::query!(
        "update import
         set state = $3, rows_done = $4, problems = $5, problem_count = $6, made = $7,
             content = case when $8 then null else content end,
             finished_at = case when $8 then coalesce(finished_at, now()) end,
             undone_at = case when $9 then coalesce(undone_at, now()) end
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        import.id.uuid(),
        import.state.name(),
        import.rows_done,
        &import.problems as _,
        import.problem_count,
        &import.made as _,
        import.state.is_over(),
        import.state == ImportState::Undone,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Who can be assigned, by e-mail address and by name; a name that two people share is nobody's.
pub async fn people(tx: &mut TenantTx) -> Result<HashMap<String, PersonId>> {
    let rows = sqlx::query!(
        r#"select p.id as "id: PersonId", lower(p.email) as "email!", lower(p.name) as "name!"
           from member m
           join person p on p.id = m.person_id
           where m.workspace_id = $1 and m.suspended_at is null"#,
        tx.workspace_id().uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    let mut found = HashMap::new();
    for row in &rows {
        if rows.iter().filter(|other| other.name == row.name).count() == 1 {
            found.insert(row.name.clone(), row.id);
        }
    }
    found.extend(rows.into_iter().map(|row| (row.email, row.id)));
    Ok(found)
}

/// Tasks to add, field by field, each list as long as the others.
#[derive(Debug, Default)]
pub struct Batch {
    pub ids: Vec<Uuid>,
    pub columns: Vec<Uuid>,
    pub numbers: Vec<i32>,
    pub ranks: Vec<String>,
    pub titles: Vec<String>,
    pub descriptions: Vec<String>,
    pub priorities: Vec<i16>,
    pub due: Vec<Option<time::Date>>,
    pub done: Vec<bool>,
    /// Task and label.
    pub labels: Vec<(Uuid, Uuid)>,
    /// Task and person.
    pub assignees: Vec<(Uuid, Uuid)>,
}

/// Adds tasks to locked columns.
pub async fn insert_tasks(tx: &mut TenantTx, import: &ImportRecord, batch: &Batch) -> Result<()> {
    let (workspace_id, person_id) = (tx.workspace_id().uuid(), tx.person_id().uuid());
    sqlx::query!(
        "insert into task (
           workspace_id, id, project_id, column_id, number, rank, title, description, priority, due_on,
           completed_at, import_id, created_by)
         select $1, n.id, $2, n.column_id, n.number, n.rank, n.title, n.description, n.priority, n.due_on,
           case when n.done then now() end, $3, $4
         from unnest(
           $5::uuid[], $6::uuid[], $7::integer[], $8::text[], $9::text[], $10::text[], $11::smallint[], $12::date[],
           $13::boolean[])
           as n (id, column_id, number, rank, title, description, priority, due_on, done)",
        workspace_id,
        import.project_id.uuid(),
        import.id.uuid(),
        person_id,
        &batch.ids,
        &batch.columns,
        &batch.numbers,
        &batch.ranks,
        &batch.titles,
        &batch.descriptions,
        &batch.priorities,
        &batch.due as &[Option<time::Date>],
        &batch.done,
    )
    .execute(tx.conn())
    .await?;
    let (tasks, labels): (Vec<Uuid>, Vec<Uuid>) = batch.labels.iter().copied().unzip();
    sqlx::query!(
        "insert into task_label (workspace_id, task_id, label_id)
         select $1, n.task_id, n.label_id
         from unnest($2::uuid[], $3::uuid[]) as n (task_id, label_id)",
        workspace_id,
        &tasks,
        &labels,
    )
    .execute(tx.conn())
    .await?;
    let (tasks, people): (Vec<Uuid>, Vec<Uuid>) = batch.assignees.iter().copied().unzip();
    sqlx::query!(
        "insert into task_assignee (workspace_id, task_id, person_id)
         select $1, n.task_id, n.person_id
         from unnest($2::uuid[], $3::uuid[]) as n (task_id, person_id)
         on conflict do nothing",
        workspace_id,
        &tasks,
        &people,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes away the tasks that nobody changed, moved, archived or commented on since.
pub async fn remove_untouched(tx: &mut TenantTx, import_id: ImportId) -> Result<i32> {
    let untouched = sqlx::query_scalar!(
        r#"select id as "id: TaskId"
           from task
           where workspace_id = $1 and import_id = $2 and version = 1 and archived_at is null
           order by id
           for update"#,
        tx.workspace_id().uuid(),
        import_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    let untouched: Vec<Uuid> = untouched.into_iter().map(TaskId::uuid).collect();
    // A statement of its own: it sees the comments that were waited for above.
    let removed = sqlx::query!(
        "delete from task t
         where t.workspace_id = $1
           and t.id = any ($2)
           and not exists (select from comment c where c.workspace_id = t.workspace_id and c.task_id = t.id)",
        tx.workspace_id().uuid(),
        &untouched,
    )
    .execute(tx.conn())
    .await?;
    Ok(i32::try_from(removed.rows_affected()).unwrap_or(i32::MAX))
}

/// Takes away the columns and labels of an import that hold nothing. A board keeps one column.
pub async fn remove_unused(tx: &mut TenantTx, import: &ImportRecord) -> Result<()> {
    let columns: Vec<Uuid> = import.made.columns.iter().map(|id| id.uuid()).collect();
    let labels: Vec<Uuid> = import.made.labels.iter().map(|id| id.uuid()).collect();
    let workspace_id = tx.workspace_id().uuid();
    sqlx::query!(
        "select id from board_column where workspace_id = $1 and id = any ($2) order by id for update",
        workspace_id,
        &columns,
    )
    .fetch_all(tx.conn())
    .await?;
    sqlx::query!(
        "delete from board_column c
         where c.workspace_id = $1
           and c.id = any ($2)
           and c.version = 1
           and not exists (select from task t where t.workspace_id = c.workspace_id and t.column_id = c.id)
           and exists (
             select from board_column o
             where o.workspace_id = c.workspace_id and o.project_id = c.project_id and o.id <> all ($2))",
        workspace_id,
        &columns,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from label l
         where l.workspace_id = $1
           and l.id = any ($2)
           and not exists (select from task_label t where t.workspace_id = l.workspace_id and t.label_id = l.id)",
        workspace_id,
        &labels,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
