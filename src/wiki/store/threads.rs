use crate::{
    Error, Result,
    database::TenantTx,
    ids::{PageCommentId, PageId, PersonId, ThreadId},
};
use time::OffsetDateTime;

pub async fn insert(tx: &mut TenantTx, id: ThreadId, page_id: PageId, quote: &str, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into page_thread (workspace_id, id, page_id, quote, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        tx.workspace_id().uuid(),
        id.uuid(),
        page_id.uuid(),
        quote,
        tx.person_id().uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A comment to be written.
#[derive(Debug)]
pub struct NewComment<'a> {
    pub id: PageCommentId,
    pub thread_id: ThreadId,
    pub page_id: PageId,
    pub body: &'a str,
}

pub async fn insert_comment(tx: &mut TenantTx, new: &NewComment<'_>, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into page_comment (workspace_id, id, thread_id, page_id, author_id, body, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        tx.workspace_id().uuid(),
        new.id.uuid(),
        new.thread_id.uuid(),
        new.page_id.uuid(),
        tx.person_id().uuid(),
        new.body,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes the conversation's turn until the commit; whether it is resolved.
pub async fn lock(tx: &mut TenantTx, id: ThreadId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select resolved_at is not null as "resolved!"
           from page_thread
           where workspace_id = $1 and id = $2
           for update"#,
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

pub async fn set_resolved(tx: &mut TenantTx, id: ThreadId, at: Option<OffsetDateTime>) -> Result<()> {
    sqlx::query!(
        "update page_thread
         set resolved_at = $3, resolved_by = case when $3::timestamptz is not null then $4::uuid end
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        id.uuid(),
        at,
        tx.person_id().uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What of a comment the commands go by.
#[derive(Debug)]
pub struct CommentHead {
    pub thread_id: ThreadId,
    pub author_id: PersonId,
    pub version: i32,
    pub body: String,
}

/// Takes the comment's turn until the commit.
pub async fn lock_comment(tx: &mut TenantTx, id: PageCommentId) -> Result<CommentHead> {
    sqlx::query_as!(
        CommentHead,
        r#"select thread_id as "thread_id: ThreadId", author_id as "author_id: PersonId", version, body
           from page_comment
           where workspace_id = $1 and id = $2
           for update"#,
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

pub async fn update_comment(tx: &mut TenantTx, id: PageCommentId, body: &str, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update page_comment
         set body = $3, version = version + 1, edited_at = $4
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        id.uuid(),
        body,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes a comment away, and its conversation where that has no other.
/// Says whether the conversation went with it.
pub async fn delete_comment(tx: &mut TenantTx, id: PageCommentId, thread_id: ThreadId) -> Result<bool> {
    sqlx::query!("delete from page_comment where workspace_id = $1 and id = $2", tx.workspace_id().uuid(), id.uuid())
        .execute(tx.conn())
        .await?;
    let gone = sqlx::query!(
        "delete from page_thread t
         where t.workspace_id = $1
           and t.id = $2
           and not exists (select from page_comment c where c.workspace_id = $1 and c.thread_id = $2)",
        tx.workspace_id().uuid(),
        thread_id.uuid(),
    )
    .execute(tx.conn())
    .await?
    .rows_affected();
    Ok(gone > 0)
}

#[derive(Debug)]
pub struct ThreadRow {
    pub id: ThreadId,
    pub quote: String,
    pub created_at: OffsetDateTime,
    pub resolved_at: Option<OffsetDateTime>,
    pub resolved_by: Option<String>,
}

/// The conversations of a page, oldest first.
pub async fn list(tx: &mut TenantTx, page_id: PageId) -> Result<Vec<ThreadRow>> {
    Ok(sqlx::query_as!(
        ThreadRow,
        r#"select t.id as "id: ThreadId", t.quote, t.created_at, t.resolved_at, p.name as "resolved_by?"
           from page_thread t
           left join person p on p.id = t.resolved_by
           where t.workspace_id = $1 and t.page_id = $2
           order by t.created_at, t.id"#,
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn count_open(tx: &mut TenantTx, page_id: PageId) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "open!" from page_thread where workspace_id = $1 and page_id = $2 and resolved_at is null"#,
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

#[derive(Debug)]
pub struct CommentRow {
    pub id: PageCommentId,
    pub thread_id: ThreadId,
    pub author_id: PersonId,
    pub author: String,
    pub author_hue: i16,
    pub body: String,
    pub version: i32,
    pub created_at: OffsetDateTime,
    pub edited: bool,
}

/// What is said in all conversations of a page, oldest first.
pub async fn comments(tx: &mut TenantTx, page_id: PageId) -> Result<Vec<CommentRow>> {
    Ok(sqlx::query_as!(
        CommentRow,
        r#"select
             c.id as "id: PageCommentId",
             c.thread_id as "thread_id: ThreadId",
             c.author_id as "author_id: PersonId",
             coalesce(p.name, '') as "author!",
             coalesce(p.hue, 0::smallint) as "author_hue!",
             c.body,
             c.version,
             c.created_at,
             c.edited_at is not null as "edited!"
           from page_comment c
           left join person p on p.id = c.author_id
           where c.workspace_id = $1 and c.page_id = $2
           order by c.created_at, c.id"#,
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Who spoke in a conversation.
pub async fn speakers(tx: &mut TenantTx, thread_id: ThreadId) -> Result<Vec<PersonId>> {
    Ok(sqlx::query_scalar!(
        r#"select distinct author_id as "id: PersonId"
           from page_comment
           where workspace_id = $1 and thread_id = $2"#,
        tx.workspace_id().uuid(),
        thread_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}
