//! All SQL of imports of pages. An import is read by whoever started it and nobody else.

use super::{
    problems::Problems,
    view::{FileProblem, PageFormat},
};
use crate::{
    Error, Result,
    boards::import::ImportState,
    database::TenantTx,
    ids::{PageId, PageImportId, SpaceId},
    wiki::page::PageRef,
};
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

#[derive(Debug)]
pub struct ImportRecord {
    pub id: PageImportId,
    pub space_id: SpaceId,
    pub parent_id: Option<PageId>,
    pub source: String,
    pub format: PageFormat,
    pub state: ImportState,
    pub page_ids: Vec<PageId>,
    pub first_number: i32,
    pub pages_done: i32,
    pub problems: Problems,
    pub created_at: OffsetDateTime,
    /// How many of its pages are there, as far as its starter sees them.
    pub left: i32,
    pub zone: Option<String>,
}

/// One's own imports, the newest first, or one of them.
pub async fn list(tx: &mut TenantTx, only: Option<PageImportId>) -> Result<Vec<ImportRecord>> {
    let rows = sqlx::query!(
        r#"select
             i.id as "id: PageImportId",
             i.space_id as "space_id: SpaceId",
             i.parent_id as "parent_id: PageId",
             i.source,
             i.format,
             i.state as "state: ImportState",
             i.page_ids as "page_ids: Vec<PageId>",
             i.first_number,
             i.pages_done,
             i.problems as "problems: Json<Vec<FileProblem>>",
             i.problem_count,
             i.created_at,
             (select count(*)::integer
              from page p
              where p.workspace_id = i.workspace_id and p.id = any (i.page_ids) and p.trashed_at is null) as "left!",
             w.time_zone as "zone?"
           from page_import i
           left join person w on w.id = i.created_by
           where i.workspace_id = $1 and i.created_by = $2 and ($3::uuid is null or i.id = $3)
           order by i.id desc
           limit 50"#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        only.map(PageImportId::uuid),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ImportRecord {
            id: row.id,
            space_id: row.space_id,
            parent_id: row.parent_id,
            source: row.source,
            format: format_of(&row.format),
            state: row.state,
            page_ids: row.page_ids,
            first_number: row.first_number,
            pages_done: row.pages_done,
            problems: Problems { told: row.problems.0, count: row.problem_count },
            created_at: row.created_at,
            left: row.left,
            zone: row.zone,
        })
        .collect())
}

pub async fn find(tx: &mut TenantTx, id: PageImportId) -> Result<ImportRecord> {
    list(tx, Some(id)).await?.pop().ok_or(Error::NotFound)
}

/// Takes the import's turn until the commit.
pub async fn lock(tx: &mut TenantTx, id: PageImportId) -> Result<ImportRecord> {
    sqlx::query!(
        "select id from page_import where workspace_id = $1 and id = $2 and created_by = $3 for update",
        tx.workspace_id().uuid(),
        id.uuid(),
        tx.person_id().uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    find(tx, id).await
}

/// A new import, waiting for its turn.
#[derive(Debug)]
pub struct Waiting<'a> {
    pub id: PageImportId,
    pub space_id: SpaceId,
    pub parent_id: Option<PageId>,
    pub source: &'a str,
    pub format: PageFormat,
    pub content: &'a [u8],
    pub page_ids: Vec<PageId>,
    pub problems: &'a Problems,
}

/// Keeps it, with the numbers of its pages set aside.
pub async fn insert(tx: &mut TenantTx, new: Waiting<'_>) -> Result<()> {
    let ids: Vec<Uuid> = new.page_ids.iter().map(|id| id.uuid()).collect();
    let first_number = take_numbers(tx, super::plan::count(ids.len())).await?;
    sqlx::query!(
        "insert into page_import (
           workspace_id, id, space_id, parent_id, created_by, source, format, content, page_ids, first_number,
           problems, problem_count)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        tx.workspace_id().uuid(),
        new.id.uuid(),
        new.space_id.uuid(),
        new.parent_id.map(PageId::uuid),
        tx.person_id().uuid(),
        new.source,
        format_name(new.format),
        new.content,
        &ids,
        first_number,
        Json(&new.problems.told) as _,
        new.problems.count,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The first of so many numbers in a row, each given out once.
async fn take_numbers(tx: &mut TenantTx, count: i32) -> Result<i32> {
    Ok(sqlx::query_scalar!(
        r#"insert into page_number (workspace_id, next_number)
           values ($1, 1 + $2)
           on conflict (workspace_id) do update set next_number = page_number.next_number + $2
           returning next_number - $2 as "first!""#,
        tx.workspace_id().uuid(),
        count,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// The file, until the import is over.
pub async fn content(tx: &mut TenantTx, id: PageImportId) -> Result<Option<Vec<u8>>> {
    Ok(sqlx::query_scalar!(
        "select content from page_import where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .flatten())
}

/// Writes how far a locked import is. When it is over, the file is let go.
pub async fn update(tx: &mut TenantTx, import: &ImportRecord) -> Result<()> {
    sqlx::query!(
        "update page_import
         set state = $3, pages_done = $4, problems = $5, problem_count = $6,
             content = case when $7 then null else content end,
             finished_at = case when $7 then coalesce(finished_at, now()) end,
             undone_at = case when $8 then coalesce(undone_at, now()) end
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        import.id.uuid(),
        import.state.name(),
        import.pages_done,
        Json(&import.problems.told) as _,
        import.problems.count,
        import.state.is_over(),
        import.state == ImportState::Undone,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Those of these pages that are there and that the transaction's person sees, in this order.
pub async fn there(tx: &mut TenantTx, ids: &[PageId]) -> Result<Vec<PageRef>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    Ok(sqlx::query_as!(
        PageRef,
        r#"select p.id as "id: PageId", p.number, p.title
           from page p
           where p.workspace_id = $1 and p.id = any ($2) and p.trashed_at is null
           order by array_position($2, p.id)"#,
        tx.workspace_id().uuid(),
        &ids,
    )
    .fetch_all(tx.conn())
    .await?)
}

fn format_name(format: PageFormat) -> &'static str {
    match format {
        PageFormat::Folder => "folder",
        PageFormat::Book => "book",
        PageFormat::Notion => "notion",
        PageFormat::Confluence => "confluence",
    }
}

fn format_of(name: &str) -> PageFormat {
    match name {
        "book" => PageFormat::Book,
        "notion" => PageFormat::Notion,
        "confluence" => PageFormat::Confluence,
        _ => PageFormat::Folder,
    }
}
