use crate::{
    Result,
    ids::{PageId, WorkspaceId},
    wiki::content::{Held, PageKey, Renewed},
};
use sqlx::PgConnection;
use std::time::Duration;
use uuid::Uuid;

pub async fn is_page(conn: &mut PgConnection, key: PageKey) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select exists (
             select from page where workspace_id = $1 and id = $2 and trashed_at is null
           ) as "found!""#,
        key.workspace_id.uuid(),
        key.page_id.uuid(),
    )
    .fetch_one(conn)
    .await?;
    Ok(found)
}

pub async fn take(
    conn: &mut PgConnection,
    key: PageKey,
    holder: Uuid,
    address: &str,
    is_new: bool,
    lasts: Duration,
) -> Result<Option<i64>> {
    let fence = sqlx::query_scalar!(
        "insert into page_lease (workspace_id, page_id, holder, address, fence, expires_at)
         values ($1, $2, $3, $4, 1, clock_timestamp() + make_interval(secs => $5))
         on conflict (workspace_id, page_id) do update
         set holder = excluded.holder,
             address = excluded.address,
             fence = page_lease.fence + 1,
             expires_at = excluded.expires_at
         where page_lease.expires_at <= clock_timestamp() or page_lease.holder = excluded.holder
           or ($6 and page_lease.address = excluded.address)
         returning fence",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        holder,
        address,
        lasts.as_secs_f64(),
        is_new,
    )
    .fetch_optional(conn)
    .await?;
    Ok(fence)
}

pub async fn address(conn: &mut PgConnection, key: PageKey) -> Result<Option<String>> {
    let address = sqlx::query_scalar!(
        "select address from page_lease where workspace_id = $1 and page_id = $2",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(address)
}

pub async fn renew(conn: &mut PgConnection, holder: Uuid, pages: &[PageKey], lasts: Duration) -> Result<Vec<Renewed>> {
    let workspaces: Vec<_> = pages.iter().map(|key| key.workspace_id.uuid()).collect();
    let ids: Vec<_> = pages.iter().map(|key| key.page_id.uuid()).collect();
    let rows = sqlx::query!(
        r#"update page_lease l
           set expires_at = clock_timestamp() + make_interval(secs => $2)
           from unnest($3::uuid[], $4::uuid[]) as asked (workspace_id, page_id)
           join page_content c on c.workspace_id = asked.workspace_id and c.page_id = asked.page_id
           where l.workspace_id = asked.workspace_id and l.page_id = asked.page_id and l.holder = $1
           returning
             l.workspace_id as "workspace_id: WorkspaceId",
             l.page_id as "page_id: PageId",
             l.fence,
             c.epoch,
             c.last_seq"#,
        holder,
        lasts.as_secs_f64(),
        &workspaces,
        &ids,
    )
    .fetch_all(conn)
    .await?;
    let renewed = rows.into_iter().map(|row| Renewed {
        key: PageKey { workspace_id: row.workspace_id, page_id: row.page_id },
        fence: row.fence,
        epoch: row.epoch,
        last_seq: row.last_seq,
    });
    Ok(renewed.collect())
}

pub async fn give_back(conn: &mut PgConnection, key: PageKey, held: &Held) -> Result<()> {
    sqlx::query!(
        "update page_lease
         set expires_at = clock_timestamp()
         where workspace_id = $1 and page_id = $2 and holder = $3 and fence = $4",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        held.holder,
        held.fence,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether the lease is still theirs. Until this transaction ends nobody else takes it.
pub async fn holds(conn: &mut PgConnection, key: PageKey, held: &Held) -> Result<bool> {
    let found = sqlx::query_scalar!(
        "select fence
         from page_lease
         where workspace_id = $1 and page_id = $2 and holder = $3 and fence = $4
         for share",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        held.holder,
        held.fence,
    )
    .fetch_optional(conn)
    .await?;
    Ok(found.is_some())
}
