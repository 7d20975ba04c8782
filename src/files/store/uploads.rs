use crate::{
    Error, Result,
    database::TenantTx,
    files::{Holder, Part},
    ids::UploadId,
};
use time::OffsetDateTime;
use uuid::Uuid;

#[derive(Debug)]
pub struct UploadRow {
    pub name: String,
    pub size: i64,
    pub received: i64,
}

pub async fn insert(tx: &mut TenantTx, id: UploadId, holder: Holder, name: &str, size: i64) -> Result<()> {
    sqlx::query!(
        "insert into upload (workspace_id, id, task_id, page_id, person_id, name, size)
         values ($1, $2, $3, $4, $5, $6, $7)",
        tx.workspace_id().uuid(),
        id.uuid(),
        holder.task_id(),
        holder.page_id(),
        tx.person_id().uuid(),
        name,
        size,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// An upload of the person themselves, for this task or page.
pub async fn find(tx: &mut TenantTx, holder: Holder, id: UploadId) -> Result<UploadRow> {
    sqlx::query_as!(
        UploadRow,
        "select name, size, received
         from upload
         where workspace_id = $1 and id = $2 and (task_id = $3 or page_id = $4) and person_id = $5",
        tx.workspace_id().uuid(),
        id.uuid(),
        holder.task_id(),
        holder.page_id(),
        tx.person_id().uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

/// Lets an upload grow by a part that begins where it ends.
pub async fn grow(tx: &mut TenantTx, id: UploadId, part: Part) -> Result<()> {
    let grown = sqlx::query!(
        "update upload set received = received + $4, touched_at = now()
         where workspace_id = $1 and id = $2 and received = $3 and received + $4 <= size",
        tx.workspace_id().uuid(),
        id.uuid(),
        part.starts_at,
        part.length,
    )
    .execute(tx.conn())
    .await?;
    if grown.rows_affected() == 0 {
        return Err(Error::Conflict { current: None });
    }
    sqlx::query!(
        "insert into upload_part (workspace_id, upload_id, starts_at, object) values ($1, $2, $3, $4)",
        tx.workspace_id().uuid(),
        id.uuid(),
        part.starts_at,
        part.object,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The objects of its parts, in order.
pub async fn parts(tx: &mut TenantTx, id: UploadId) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select object from upload_part where workspace_id = $1 and upload_id = $2 order by starts_at",
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn delete(tx: &mut TenantTx, id: UploadId) -> Result<()> {
    sqlx::query!("delete from upload where workspace_id = $1 and id = $2", tx.workspace_id().uuid(), id.uuid())
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Deletes an upload that nobody has gone on with since. False where somebody has.
pub async fn delete_stale(tx: &mut TenantTx, id: UploadId, since: OffsetDateTime) -> Result<bool> {
    let done = sqlx::query!(
        "delete from upload where workspace_id = $1 and id = $2 and touched_at < $3",
        tx.workspace_id().uuid(),
        id.uuid(),
        since,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Until the commit nobody else sets room aside in this workspace.
pub async fn take_turn(tx: &mut TenantTx) -> Result<()> {
    sqlx::query!(
        r#"select pg_advisory_xact_lock(hashtextextended('files of ' || $1::text, 0)) as "done: ()""#,
        tx.workspace_id().to_string(),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

/// What the workspace's files take, and what is set aside for those on their way.
pub async fn taken(tx: &mut TenantTx) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select (
             coalesce((select sum(size) from file where workspace_id = $1), 0)
             + coalesce((select sum(size) from upload where workspace_id = $1), 0))::bigint as "taken!""#,
        tx.workspace_id().uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}
