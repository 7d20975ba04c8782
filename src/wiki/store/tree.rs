//! The tree of pages as it is, also where the actor does not see into it. Each function that looks past what somebody
//! sees does so between [`enter`] and [`leave`]; none of them hands out more than the ids and ranks that an order is
//! made of.

use crate::{
    Result,
    boards::rank,
    database::TenantTx,
    ids::{PageId, SpaceId},
    wiki::tree::DEEPEST,
};

/// From here on until [`leave`] pages and their files are seen whoever may see them.
pub(crate) async fn enter(tx: &mut TenantTx) -> Result<()> {
    sqlx::query!("select set_config('app.scope', 'tree', true) as scope").fetch_one(tx.conn()).await?;
    Ok(())
}

pub(crate) async fn leave(tx: &mut TenantTx) -> Result<()> {
    sqlx::query!("select set_config('app.scope', '', true) as scope").fetch_one(tx.conn()).await?;
    Ok(())
}

/// Takes the turn of these spaces until the commit: who holds it alone changes the shape of their trees.
pub async fn lock(tx: &mut TenantTx, spaces: &[SpaceId]) -> Result<()> {
    let ids: Vec<_> = spaces.iter().map(|id| id.uuid()).collect();
    sqlx::query!(
        "select id from access_scope where workspace_id = $1 and id = any($2) order by id for no key update",
        tx.workspace_id().uuid(),
        &ids,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// The pages right below a page, or at the top of a space, in order and with those in the trash, but for one.
pub async fn siblings(
    tx: &mut TenantTx,
    space_id: SpaceId,
    parent_id: Option<PageId>,
    but: PageId,
) -> Result<Vec<(PageId, String)>> {
    enter(tx).await?;
    let rows = sqlx::query!(
        r#"select id as "id: PageId", rank
           from page
           where workspace_id = $1 and space_id = $2 and parent_id is not distinct from $3 and id <> $4
           order by rank"#,
        tx.workspace_id().uuid(),
        space_id.uuid(),
        parent_id.map(PageId::uuid),
        but.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    leave(tx).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.rank)).collect())
}

/// Gives these pages ranks of even spread, in this order.
pub async fn spread(tx: &mut TenantTx, order: &[PageId]) -> Result<()> {
    let ids: Vec<_> = order.iter().map(|id| id.uuid()).collect();
    enter(tx).await?;
    sqlx::query!(
        "update page p
         set rank = placed.rank
         from unnest($2::uuid[], $3::text[]) as placed (id, rank)
         where p.workspace_id = $1 and p.id = placed.id",
        tx.workspace_id().uuid(),
        &ids,
        &rank::spread(ids.len()),
    )
    .execute(tx.conn())
    .await?;
    leave(tx).await
}

/// Where a page stands in its tree.
#[derive(Clone, Debug)]
pub struct Lineage {
    /// It and the pages above it.
    pub upward: Vec<PageId>,
    /// How many levels of pages hang on it, itself included.
    pub height: i32,
}

pub async fn lineage(tx: &mut TenantTx, page_id: PageId) -> Result<Lineage> {
    enter(tx).await?;
    let row = sqlx::query!(
        r#"with recursive
           up as (
             select id, parent_id, 1 as steps from page where workspace_id = $1 and id = $2
             union all
             select p.id, p.parent_id, up.steps + 1
             from up
             join page p on p.workspace_id = $1 and p.id = up.parent_id
             where up.steps <= $3
           ),
           down as (
             select id, 1 as steps from page where workspace_id = $1 and id = $2
             union all
             select p.id, down.steps + 1
             from down
             join page p on p.workspace_id = $1 and p.parent_id = down.id
             where down.steps <= $3
           )
           select
             (select array_agg(id) from up) as "upward: Vec<PageId>",
             (select max(steps) from down) as height"#,
        tx.workspace_id().uuid(),
        page_id.uuid(),
        DEEPEST,
    )
    .fetch_one(tx.conn())
    .await?;
    leave(tx).await?;
    Ok(Lineage { upward: row.upward.unwrap_or_default(), height: row.height.unwrap_or(1) })
}

/// Where a page goes.
#[derive(Clone, Debug)]
pub struct Placed<'a> {
    pub space_id: SpaceId,
    pub parent_id: Option<PageId>,
    pub rank: &'a str,
}

/// Puts a page in another place, and has it and all below it stand under the access that holds there.
pub async fn place(tx: &mut TenantTx, page_id: PageId, to: &Placed<'_>) -> Result<()> {
    enter(tx).await?;
    sqlx::query!(
        "update page
         set space_id = $3, parent_id = $4, rank = $5, version = version + 1
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        page_id.uuid(),
        to.space_id.uuid(),
        to.parent_id.map(PageId::uuid),
        to.rank,
    )
    .execute(tx.conn())
    .await?;
    leave(tx).await?;
    settle_access(tx, page_id).await
}

/// Works out anew, for a page and all below it, which space they are in and whose list holds for them, from the place
/// of the page and from the pages that have a list of their own.
pub async fn settle_access(tx: &mut TenantTx, page_id: PageId) -> Result<()> {
    enter(tx).await?;
    sqlx::query!(
        "with recursive below as (
           select
             p.id,
             p.space_id,
             coalesce(above.access_id, p.space_id) as inherited,
             coalesce(s.id, above.access_id, p.space_id) as access_id
           from page p
           left join page above on above.workspace_id = p.workspace_id and above.id = p.parent_id
           left join access_scope s on s.workspace_id = p.workspace_id and s.id = p.id
           where p.workspace_id = $1 and p.id = $2
           union all
           select p.id, b.space_id, b.access_id, coalesce(s.id, b.access_id)
           from below b
           join page p on p.workspace_id = $1 and p.parent_id = b.id
           left join access_scope s on s.workspace_id = p.workspace_id and s.id = p.id
         ),
         scopes as (
           update access_scope s
           set parent_id = b.inherited
           from below b
           where s.workspace_id = $1 and s.id = b.id and s.parent_id is distinct from b.inherited
         )
         update page p
         set space_id = b.space_id, access_id = b.access_id
         from below b
         where p.workspace_id = $1 and p.id = b.id and (p.space_id, p.access_id) <> (b.space_id, b.access_id)",
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    leave(tx).await
}

/// Puts pages and all below them in the trash, but for what is there already. One that lies below another of them goes
/// with that. Answers with how many that are.
pub async fn trash(tx: &mut TenantTx, pages: &[PageId]) -> Result<u64> {
    let ids: Vec<_> = pages.iter().map(|id| id.uuid()).collect();
    enter(tx).await?;
    let done = sqlx::query!(
        "with recursive below as (
           select id, id as top, 1 as steps from page where workspace_id = $1 and id = any ($2) and trashed_at is null
           union all
           select p.id, b.top, b.steps + 1
           from below b
           join page p on p.workspace_id = $1 and p.parent_id = b.id
           where p.trashed_at is null
         ),
         going as (
           select distinct on (id) id, top from below order by id, steps desc
         )
         update page p
         set trashed_at = now(), trashed_by = $3, trashed_with = g.top
         from going g
         where p.workspace_id = $1 and p.id = g.id and p.trashed_at is null",
        tx.workspace_id().uuid(),
        &ids,
        tx.person_id().uuid(),
    )
    .execute(tx.conn())
    .await?;
    leave(tx).await?;
    Ok(done.rows_affected())
}

/// Takes out of the trash what went there with this page.
pub async fn restore(tx: &mut TenantTx, page_id: PageId) -> Result<u64> {
    enter(tx).await?;
    let done = sqlx::query!(
        "update page
         set trashed_at = null, trashed_by = null, trashed_with = null
         where workspace_id = $1 and trashed_with = $2",
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    leave(tx).await?;
    Ok(done.rows_affected())
}

/// What lies above a page in the trash.
#[derive(Debug)]
pub struct Above {
    pub trashed: bool,
    pub access_id: uuid::Uuid,
}

pub async fn above(tx: &mut TenantTx, parent_id: PageId) -> Result<Above> {
    enter(tx).await?;
    let above = sqlx::query_as!(
        Above,
        r#"select trashed_at is not null as "trashed!", access_id from page where workspace_id = $1 and id = $2"#,
        tx.workspace_id().uuid(),
        parent_id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?;
    leave(tx).await?;
    Ok(above)
}

/// Takes a page and all below it away for good. Answers with how many that were.
pub async fn delete(tx: &mut TenantTx, page_id: PageId) -> Result<usize> {
    enter(tx).await?;
    let gone: Vec<PageId> = sqlx::query_scalar!(
        r#"with recursive below as (
             select id from page where workspace_id = $1 and id = $2
             union all
             select p.id
             from below b
             join page p on p.workspace_id = $1 and p.parent_id = b.id
           )
           delete from page p
           using below b
           where p.workspace_id = $1 and p.id = b.id
           returning p.id as "id: PageId""#,
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    leave(tx).await?;
    let ids: Vec<_> = gone.iter().map(|id| id.uuid()).collect();
    sqlx::query!("delete from access_scope where workspace_id = $1 and id = any($2)", tx.workspace_id().uuid(), &ids)
        .execute(tx.conn())
        .await?;
    Ok(gone.len())
}
