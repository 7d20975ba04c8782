use super::access::PageRow;
use crate::{
    Error, Result,
    database::TenantTx,
    ids::{PageId, SpaceId},
    wiki::{level::Level, page::PageSummary},
};
use time::OffsetDateTime;

/// The number of the next page in the workspace, given out once.
pub async fn next_number(tx: &mut TenantTx) -> Result<i32> {
    Ok(sqlx::query_scalar!(
        r#"insert into page_number (workspace_id, next_number)
           values ($1, 2)
           on conflict (workspace_id) do update set next_number = page_number.next_number + 1
           returning next_number - 1 as "number!""#,
        tx.workspace_id().uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn insert(tx: &mut TenantTx, page: &PageRow, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into page (
           workspace_id, id, space_id, parent_id, access_id, number, rank, title,
           created_by, created_at, updated_by, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $10)",
        tx.workspace_id().uuid(),
        page.id.uuid(),
        page.space_id.uuid(),
        page.parent_id.map(PageId::uuid),
        page.access_id,
        page.number,
        page.rank,
        page.title,
        tx.person_id().uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes the page's turn until the commit, and answers with its version and title as they are now.
pub async fn lock(tx: &mut TenantTx, page_id: PageId) -> Result<(i32, String)> {
    let row = sqlx::query!(
        "select version, title from page where workspace_id = $1 and id = $2 for no key update",
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    Ok((row.version, row.title))
}

pub async fn rename(tx: &mut TenantTx, page_id: PageId, title: &str, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update page
         set title = $3, version = version + 1, updated_by = $4, updated_at = $5
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        page_id.uuid(),
        title,
        tx.person_id().uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What of the tree of a space is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    Space(SpaceId),
    Page(PageId),
}

/// Pages as they stand in the tree, without those in the trash. How many are below each is not told for one by itself.
pub async fn in_tree(tx: &mut TenantTx, of: Of) -> Result<Vec<PageSummary>> {
    let (space_id, page_id) = match of {
        Of::Space(id) => (Some(id.uuid()), None),
        Of::Page(id) => (None, Some(id.uuid())),
    };
    let rows = sqlx::query!(
        r#"select
             p.id as "id: PageId",
             p.number,
             p.space_id as "space_id: SpaceId",
             p.parent_id as "parent_id: PageId",
             p.rank,
             p.title,
             p.version,
             l.level as "level!",
             p.access_id = p.id as "own_access!"
           from page p
           join scope_levels($1, $2) l on l.scope_id = p.access_id
           where p.workspace_id = $1
             and p.trashed_at is null
             and ($3::uuid is null or p.space_id = $3)
             and ($4::uuid is null or p.id = $4)"#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        space_id,
        page_id,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| PageSummary {
            id: row.id,
            number: row.number,
            space_id: row.space_id,
            parent_id: row.parent_id,
            rank: row.rank,
            title: row.title,
            version: row.version,
            level: Level::from_number(row.level),
            own_access: row.own_access,
            children: 0,
        })
        .collect())
}

/// One page as it stands in the tree, with how many the transaction's person sees right below it.
pub async fn summary(tx: &mut TenantTx, page_id: PageId) -> Result<PageSummary> {
    let mut page = in_tree(tx, Of::Page(page_id)).await?.pop().ok_or(Error::NotFound)?;
    let around = sqlx::query!(
        r#"select
             (select count(*) from page p
              where p.workspace_id = $1 and p.parent_id = $2 and p.trashed_at is null)::int as "children!",
             exists (select from page p where p.workspace_id = $1 and p.id = $3) as "parent_seen!""#,
        tx.workspace_id().uuid(),
        page_id.uuid(),
        page.parent_id.map(PageId::uuid),
    )
    .fetch_one(tx.conn())
    .await?;
    page.children = around.children;
    page.parent_id = page.parent_id.filter(|_| around.parent_seen);
    Ok(page)
}
