//! Which files the texts of pages show.

use crate::{Result, database::TenantTx, ids::PageId};
use time::OffsetDateTime;
use uuid::Uuid;

/// Whether one of these pages is known to show the file of this address as the page is now.
pub async fn is_shown(tx: &mut TenantTx, pages: &[PageId], address: &str) -> Result<bool> {
    let pages: Vec<Uuid> = pages.iter().map(|page| page.uuid()).collect();
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select
             from page_text t
             join page_content c on c.workspace_id = t.workspace_id and c.page_id = t.page_id
             where t.workspace_id = $1
               and t.page_id = any ($2::uuid[])
               and t.files_seq >= c.last_seq
               and $3::text = any (t.files)
           ) as "found!""#,
        tx.workspace_id().uuid(),
        &pages,
        address,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// A page of which it is not known what it shows now.
#[derive(Debug)]
pub struct Behind {
    pub page_id: PageId,
    /// Nobody has written there since a while.
    pub at_rest: bool,
}

/// Those of these pages, in their order.
pub async fn behind(tx: &mut TenantTx, pages: &[PageId], since: OffsetDateTime) -> Result<Vec<Behind>> {
    let pages: Vec<Uuid> = pages.iter().map(|page| page.uuid()).collect();
    Ok(sqlx::query_as!(
        Behind,
        r#"select c.page_id as "page_id: PageId", c.changed_at < $3 as "at_rest!"
           from page_content c
           left join page_text t on t.workspace_id = c.workspace_id and t.page_id = c.page_id
           where c.workspace_id = $1 and c.page_id = any ($2::uuid[]) and coalesce(t.files_seq, -1) < c.last_seq
           order by array_position($2::uuid[], c.page_id)"#,
        tx.workspace_id().uuid(),
        &pages,
        since,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Notes that a page shows no file as of line `seq` of its log, beside what its other forms say, unless it is at another
/// epoch by now. Where there are none yet, line -1 says that they are to be made.
pub async fn write_none(tx: &mut TenantTx, page_id: PageId, epoch: i32, seq: i64) -> Result<()> {
    sqlx::query!(
        "insert into page_text (workspace_id, page_id, seq, html, plain, files_seq)
         select c.workspace_id, c.page_id, -1, '', '', $4::bigint
         from page_content c
         where c.workspace_id = $1 and c.page_id = $2 and c.epoch = $3
         for share of c
         on conflict (workspace_id, page_id) do update
         set files = excluded.files,
             files_seq = excluded.files_seq
         where page_text.files_seq < excluded.files_seq",
        tx.workspace_id().uuid(),
        page_id.uuid(),
        epoch,
        seq,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
