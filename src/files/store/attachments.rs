use crate::{
    Error, Result,
    database::TenantTx,
    files::{Arrived, Content, Kind, Place},
    ids::{AttachmentId, FileId, TaskId},
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

pub async fn list(tx: &mut TenantTx, task_id: TaskId) -> Result<Vec<AttachmentRow>> {
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
           where a.workspace_id = $1 and a.task_id = $2
           order by a.added_at, a.id"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn content(tx: &mut TenantTx, task_id: TaskId, id: AttachmentId) -> Result<Content> {
    let workspace_id = tx.workspace_id();
    let row = sqlx::query!(
        r#"select a.name, f.id as "file_id: FileId", f.object, f.size, f.kind, f.hash
           from attachment a
           join file f on f.workspace_id = a.workspace_id and f.id = a.file_id
           where a.workspace_id = $1 and a.task_id = $2 and a.id = $3"#,
        workspace_id.uuid(),
        task_id.uuid(),
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

/// What of an attachment matters to whoever removes it.
#[derive(Debug)]
pub struct Locked {
    pub file_id: FileId,
    pub name: String,
}

/// Takes the attachment's turn until the commit.
pub async fn lock(tx: &mut TenantTx, task_id: TaskId, id: AttachmentId) -> Result<Locked> {
    sqlx::query_as!(
        Locked,
        r#"select file_id as "file_id: FileId", name
           from attachment
           where workspace_id = $1 and task_id = $2 and id = $3
           for update"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
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

pub async fn insert(tx: &mut TenantTx, id: AttachmentId, task_id: TaskId, file_id: FileId, name: &str) -> Result<()> {
    sqlx::query!(
        "insert into attachment (workspace_id, id, task_id, file_id, name, added_by) values ($1, $2, $3, $4, $5, $6)",
        tx.workspace_id().uuid(),
        id.uuid(),
        task_id.uuid(),
        file_id.uuid(),
        name,
        tx.person_id().uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: AttachmentId) -> Result<()> {
    sqlx::query!("delete from attachment where workspace_id = $1 and id = $2", tx.workspace_id().uuid(), id.uuid())
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Deletes a file that nothing refers to. Whether it is gone, now or since an earlier try.
pub async fn forget_file(tx: &mut TenantTx, id: FileId) -> Result<bool> {
    let workspace_id = tx.workspace_id().uuid();
    sqlx::query!("select id from file where workspace_id = $1 and id = $2 for update", workspace_id, id.uuid())
        .fetch_optional(tx.conn())
        .await?;
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
