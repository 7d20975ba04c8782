//! Links by which anybody reads a page.

use crate::{
    Error, Result,
    actor::Role,
    database::TenantTx,
    ids::{PageId, PageShareId, PersonId, WorkspaceId},
};
use sqlx::PgConnection;
use time::OffsetDateTime;

#[derive(Debug)]
pub struct ShareInsert {
    pub id: PageShareId,
    pub page_id: PageId,
    pub token_hash: Vec<u8>,
    pub below: bool,
    pub now: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

pub async fn insert(tx: &mut TenantTx, share: &ShareInsert) -> Result<()> {
    sqlx::query!(
        "insert into page_share (workspace_id, id, page_id, token_hash, below, created_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        tx.workspace_id().uuid(),
        share.id.uuid(),
        share.page_id.uuid(),
        share.token_hash,
        share.below,
        tx.person_id().uuid(),
        share.now,
        share.expires_at,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

#[derive(Debug)]
pub struct ShareRow {
    pub id: PageShareId,
    pub created_by: String,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub below: bool,
}

/// Those that have not ended, the newest first.
pub async fn list(tx: &mut TenantTx, page_id: PageId, now: OffsetDateTime) -> Result<Vec<ShareRow>> {
    Ok(sqlx::query_as!(
        ShareRow,
        r#"select
             s.id as "id: PageShareId",
             coalesce(p.name, '') as "created_by!",
             s.created_at,
             s.expires_at,
             s.below
           from page_share s
           left join person p on p.id = s.created_by
           where s.workspace_id = $1 and s.page_id = $2 and s.revoked_at is null and s.expires_at > $3
           order by s.id desc
           limit 200"#,
        tx.workspace_id().uuid(),
        page_id.uuid(),
        now,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Whether it was open until now. There is none of this id on another page.
pub async fn revoke(tx: &mut TenantTx, page_id: PageId, id: PageShareId, now: OffsetDateTime) -> Result<bool> {
    let open = sqlx::query_scalar!(
        r#"select revoked_at is null as "open!"
           from page_share
           where workspace_id = $1 and page_id = $2 and id = $3
           for update"#,
        tx.workspace_id().uuid(),
        page_id.uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    sqlx::query!(
        "update page_share set revoked_at = coalesce(revoked_at, $3) where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        id.uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(open)
}

/// What a link opens, and in whose name.
#[derive(Debug)]
pub struct OpenShare {
    pub workspace_id: WorkspaceId,
    pub page_id: PageId,
    pub below: bool,
    pub created_by: PersonId,
    pub expires_at: OffsetDateTime,
}

/// In the identity scope: nobody has signed in.
pub async fn open(conn: &mut PgConnection, token_hash: &[u8], now: OffsetDateTime) -> Result<Option<OpenShare>> {
    Ok(sqlx::query_as!(
        OpenShare,
        r#"select
             s.workspace_id as "workspace_id: WorkspaceId",
             s.page_id as "page_id: PageId",
             s.below,
             s.created_by as "created_by: PersonId",
             s.expires_at
           from page_share s
           join workspace w on w.id = s.workspace_id and w.deleted_at is null
           where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2"#,
        token_hash,
        now,
    )
    .fetch_optional(conn)
    .await?)
}

/// What the transaction's person is in its workspace now.
pub async fn role(tx: &mut TenantTx) -> Result<Option<Role>> {
    Ok(sqlx::query_scalar!(
        r#"select role as "role: Role"
           from member
           where workspace_id = $1 and person_id = $2 and suspended_at is null and left_at is null"#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// A page that a link opens.
#[derive(Debug)]
pub struct OpenedRow {
    pub id: PageId,
    pub parent_id: Option<PageId>,
    pub number: i32,
    pub title: String,
    pub rank: String,
}

/// A page and what is below it, but for what was narrowed there.
pub async fn opened(tx: &mut TenantTx, page_id: PageId, below: bool) -> Result<Vec<OpenedRow>> {
    Ok(sqlx::query_as!(
        OpenedRow,
        r#"with recursive opened as (
             select id, parent_id, number, title, rank from page where workspace_id = $1 and id = $2
             union all
             select p.id, p.parent_id, p.number, p.title, p.rank
             from opened o
             join page p on p.workspace_id = $1 and p.parent_id = o.id and p.trashed_at is null
             where $3
               and not exists (
                 select from access_scope s where s.workspace_id = $1 and s.id = p.id and s.narrow)
           )
           select
             id as "id!: PageId",
             case when id <> $2 then parent_id end as "parent_id: PageId",
             number as "number!",
             title as "title!",
             rank as "rank!"
           from opened"#,
        tx.workspace_id().uuid(),
        page_id.uuid(),
        below,
    )
    .fetch_all(tx.conn())
    .await?)
}
