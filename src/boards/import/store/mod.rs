//! All SQL of imports.

mod batch;

pub use batch::{Batch, insert_tasks};

use super::{
    format::Format,
    mapping::Mapping,
    people::People,
    sheet::Reading,
    view::{ImportState, OnKnown, OnProblem, Problem},
};
use crate::{
    Error, Result,
    boards::project::Column,
    database::TenantTx,
    ids::{ColumnId, ImportId, LabelId, PersonId, ProjectId, TaskId},
};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use std::collections::HashSet;
use time::OffsetDateTime;
use uuid::Uuid;

/// What was chosen when the import was started.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Options {
    #[serde(default)]
    pub format: Format,
    pub mapping: Mapping,
    pub on_problem: OnProblem,
    #[serde(default)]
    pub on_known: OnKnown,
    /// Where the starter was then.
    #[serde(default)]
    pub zone: String,
}

impl Options {
    pub fn reading(&self) -> Reading {
        Reading { format: Some(self.format), mapping: Some(self.mapping.clone()), zone: self.zone.clone() }
    }
}

/// What the import made besides tasks: undo takes it away where nothing else came to use it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Made {
    pub columns: Vec<ColumnId>,
    pub labels: Vec<LabelId>,
    /// The columns of an empty project, in whose place the file's came.
    #[serde(default)]
    pub replaced: Vec<Column>,
}

impl Made {
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.labels.is_empty()
    }
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
    pub skipped: i32,
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
             i.skipped,
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
             skipped = $8,
             content = case when $9 then null else content end,
             finished_at = case when $9 then coalesce(finished_at, now()) end,
             undone_at = case when $10 then coalesce(undone_at, now()) end
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        import.id.uuid(),
        import.state.name(),
        import.rows_done,
        &import.problems as _,
        import.problem_count,
        &import.made as _,
        import.skipped,
        import.state.is_over(),
        import.state == ImportState::Undone,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Who can be assigned in this project.
pub async fn people(tx: &mut TenantTx, project_id: ProjectId) -> Result<People> {
    let rows = sqlx::query!(
        r#"select p.id as "id: PersonId", p.email, p.name
           from member m
           join person p on p.id = m.person_id
           where m.workspace_id = $1
             and m.suspended_at is null
             and (m.role <> 'guest' or exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = $2 and g.person_id = m.person_id))"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(People::new(rows.into_iter().map(|row| (row.id, row.email, row.name))))
}

/// Those of these sources that are in the project already: as tasks that were imported, or, of an export from
/// here, as the very tasks that it was made from.
pub async fn known(tx: &mut TenantTx, project_id: ProjectId, sources: &[String]) -> Result<HashSet<String>> {
    let found = sqlx::query_scalar!(
        r#"select s.source as "source!"
           from unnest($3::text[]) as s (source)
           where exists (
               select from task_source k
               where k.workspace_id = $1 and k.project_id = $2 and k.source = s.source)
             or exists (
               select from task t
               where t.workspace_id = $1 and t.project_id = $2 and 'atrium:' || t.id::text = s.source)"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        sources,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(found.into_iter().collect())
}

/// Whether no task was ever made in the project, or all of them are gone.
pub async fn has_no_tasks(tx: &mut TenantTx, project_id: ProjectId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select not exists (select from task where workspace_id = $1 and project_id = $2) as "empty!""#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Takes away the tasks that nobody changed, moved, archived, restored or commented on since.
pub async fn remove_untouched(tx: &mut TenantTx, import_id: ImportId) -> Result<i32> {
    let untouched = sqlx::query_scalar!(
        r#"select id as "id: TaskId"
           from task
           where workspace_id = $1 and import_id = $2 and version = 1
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
           and not exists (
             select from comment c
             where c.workspace_id = t.workspace_id
               and c.task_id = t.id
               and (c.import_id is distinct from $3 or c.version > 1))",
        tx.workspace_id().uuid(),
        &untouched,
        import_id.uuid(),
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
