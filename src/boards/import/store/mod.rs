//! All SQL of imports.

mod batch;
mod removal;
mod there;
mod ties;

pub use batch::{Batch, insert_tasks};
pub use removal::{remove_untouched, remove_unused};
pub use there::{has_no_tasks, known, people};
pub use ties::{insert_parents, insert_relations, made_from};

use super::{
    format::Format,
    mapping::Mapping,
    sheet::Reading,
    view::{ImportState, OnKnown, OnProblem, Problem},
};
use crate::{
    Error, Result,
    boards::project::Column,
    database::TenantTx,
    ids::{ColumnId, FieldId, ImportId, LabelId, ProjectId},
};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use time::OffsetDateTime;

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
    #[serde(default)]
    pub fields: Vec<FieldId>,
    /// The columns of an empty project, in whose place the file's came.
    #[serde(default)]
    pub replaced: Vec<Column>,
}

impl Made {
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.labels.is_empty() && self.fields.is_empty()
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
