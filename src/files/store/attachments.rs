use crate::{
    Error, Result,
    database::TenantTx,
    files::{Arrived, Content, Holder, Kind, Place},
    ids::{AttachmentId, FileId},
    wiki::{enter_tree, leave_tree},
};
use time::OffsetDateTime;

#[derive(Debug)]
pub struct AttachmentRow {
    pub id: AttachmentId,
    pub name: String,
    pub size: i64,
    pub kind: String,
    pub added_at: OffsetDateTime,
    pub added_by: String,
}

pub async fn list(tx: &mut TenantTx, holder: Holder) -> Result<Vec<AttachmentRow>> {
    Ok(sqlx::query_as!(
        AttachmentRow,
        r#"select
             a.id as "id: AttachmentId",
             a.name,
             f.size,
             f.kind,
             a.added_at,
             coalesce(p.name, '') as "added_by!"
           from attachment a
           join file f on f.workspace_id = a.workspace_id and f.id = a.file_id
           left join person p on p.id = a.added_by
           where a.workspace_id = $1 and (a.task_id = $2 or a.page_id = $3)
           order by a.added_at, a.id"#,
        tx.workspace_id().uuid(),
        holder.task_id(),
        holder.page_id(),
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn content(tx: &mut TenantTx, holder: Holder, id: AttachmentId) -> Result<Content> {
    let workspace_id = tx.workspace_id();
    let row = sqlx::query!(
        r#"select a.name, f.id as "file_id: FileId", f.object, f.size, f.kind, f.hash
           from attachment a
           join file f on f.workspace_id = a.workspace_id and f.id = a.file_id
           where a.workspace_id = $1 and (a.task_id = $2 or a.page_id = $3) and a.id = $4"#,
        workspace_id.uuid(),
        holder.task_id(),
        holder.page_id(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Content {
        name: row.name,
        size: row.size,
        kind: Kind(row.kind),
        hash: row.hash,
        place: Place { workspace_id, file_id: row.file_id, object: row.object },
    })
}

/// Whether there is one that the transaction's person sees.
pub async fn is_there(tx: &mut TenantTx, id: AttachmentId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from attachment where workspace_id = $1 and id = $2) as "there!""#,
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

/// What of an attachment matters to whoever removes it.
#[derive(Debug)]
pub struct Locked {
    pub file_id: FileId,
    pub name: String,
}

/// Takes the attachment's turn until the commit.
pub async fn lock(tx: &mut TenantTx, holder: Holder, id: AttachmentId) -> Result<Locked> {
    sqlx::query_as!(
        Locked,
        r#"select file_id as "file_id: FileId", name
           from attachment
           where workspace_id = $1 and (task_id = $2 or page_id = $3) and id = $4
           for update"#,
        tx.workspace_id().uuid(),
        holder.task_id(),
        holder.page_id(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

/// The file of this content: a new one, or the one that the workspace has already. Whoever is about to forget it is
/// waited for.
pub async fn keep_file(tx: &mut TenantTx, new: FileId, size: i64, arrived: &Arrived) -> Result<FileId> {
    Ok(sqlx::query_scalar!(
        r#"insert into file (workspace_id, id, object, hash, size, kind)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (workspace_id, hash) do update set hash = excluded.hash
           returning id as "id: FileId""#,
        tx.workspace_id().uuid(),
        new.uuid(),
        arrived.object,
        arrived.hash,
        size,
        arrived.kind.0,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Whether it is new: under this id there may be one already.
pub async fn insert(tx: &mut TenantTx, id: AttachmentId, holder: Holder, file_id: FileId, name: &str) -> Result<bool> {
    let done = sqlx::query!(
        "insert into attachment (workspace_id, id, task_id, page_id, file_id, name, added_by)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (workspace_id, id) do nothing",
        tx.workspace_id().uuid(),
        id.uuid(),
        holder.task_id(),
        holder.page_id(),
        file_id.uuid(),
        name,
        tx.person_id().uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

pub async fn delete(tx: &mut TenantTx, id: AttachmentId) -> Result<()> {
    sqlx::query!("delete from attachment where workspace_id = $1 and id = $2", tx.workspace_id().uuid(), id.uuid())
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Deletes a file that nothing refers to, seen or not. Whether it is gone, now or since an earlier try.
pub async fn forget_file(tx: &mut TenantTx, id: FileId) -> Result<bool> {
    let workspace_id = tx.workspace_id().uuid();
    sqlx::query!("select id from file where workspace_id = $1 and id = $2 for update", workspace_id, id.uuid())
        .fetch_optional(tx.conn())
        .await?;
    enter_tree(tx).await?;
    sqlx::query!(
        "delete from file f
         where f.workspace_id = $1
           and f.id = $2
           and not exists (select from attachment a where a.workspace_id = $1 and a.file_id = f.id)",
        workspace_id,
        id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    leave_tree(tx).await?;
    let left = sqlx::query_scalar!(
        r#"select exists (select from file where workspace_id = $1 and id = $2) as "left!""#,
        workspace_id,
        id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(!left)
}

pub async fn time_zone(tx: &mut TenantTx) -> Result<String> {
    Ok(sqlx::query_scalar!("select time_zone from person where id = $1", tx.person_id().uuid())
        .fetch_optional(tx.conn())
        .await?
        .unwrap_or_else(|| "UTC".to_owned()))
}
