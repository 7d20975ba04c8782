use crate::{
    Error, Result,
    database::TenantTx,
    ids::{CommentId, PersonId, TaskId},
};
use time::OffsetDateTime;

#[derive(Clone, Debug)]
pub struct CommentRow {
    pub id: CommentId,
    pub author_id: PersonId,
    pub author: String,
    pub author_hue: i16,
    pub body: String,
    pub version: i32,
    pub created_at: OffsetDateTime,
    pub edited: bool,
}

pub async fn insert(tx: &mut TenantTx, comment_id: CommentId, task_id: TaskId, body: &str) -> Result<()> {
    sqlx::query!(
        "insert into comment (workspace_id, id, task_id, author_id, body) values ($1, $2, $3, $4, $5)",
        tx.workspace_id().uuid(),
        comment_id.uuid(),
        task_id.uuid(),
        tx.person_id().uuid(),
        body,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The comments of a task, oldest first; with `only`, just that one.
pub async fn list(tx: &mut TenantTx, task_id: TaskId) -> Result<Vec<CommentRow>> {
    Ok(sqlx::query_as!(
        CommentRow,
        r#"select
             c.id as "id: CommentId",
             c.author_id as "author_id: PersonId",
             coalesce(p.name, '') as "author!",
             coalesce(p.hue, 0::smallint) as "author_hue!",
             c.body,
             c.version,
             c.created_at,
             c.edited_at is not null as "edited!"
           from comment c
           left join person p on p.id = c.author_id
           where c.workspace_id = $1 and c.task_id = $2
           order by c.created_at, c.id"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Takes the comment's turn: its task, author and version.
pub async fn lock(tx: &mut TenantTx, comment_id: CommentId) -> Result<(TaskId, PersonId, i32)> {
    let row = sqlx::query!(
        r#"select task_id as "task_id: TaskId", author_id as "author_id: PersonId", version
           from comment
           where workspace_id = $1 and id = $2
           for update"#,
        tx.workspace_id().uuid(),
        comment_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    Ok((row.task_id, row.author_id, row.version))
}

pub async fn body(tx: &mut TenantTx, comment_id: CommentId) -> Result<String> {
    Ok(sqlx::query_scalar!(
        "select body from comment where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        comment_id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn update(tx: &mut TenantTx, comment_id: CommentId, body: &str) -> Result<()> {
    sqlx::query!(
        "update comment set body = $3, version = version + 1, edited_at = now() where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        comment_id.uuid(),
        body,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, comment_id: CommentId) -> Result<()> {
    sqlx::query!(
        "delete from comment where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        comment_id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
