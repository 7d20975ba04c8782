use crate::{
    Error, Result,
    ids::{PageId, PersonId, WorkspaceId},
    wiki::content::{Line, PageKey, Written},
};
use sqlx::PgConnection;
use time::OffsetDateTime;

/// Everything that a page's document is made of, as of one moment.
pub struct Parts {
    pub epoch: i32,
    pub schema_version: i32,
    pub state: Vec<u8>,
    pub state_seq: i64,
    pub last_seq: i64,
    pub changed_at: OffsetDateTime,
    pub updates: Vec<Vec<u8>>,
}

/// One statement: what it finds belongs together.
pub async fn parts(conn: &mut PgConnection, key: PageKey) -> Result<Option<Parts>> {
    let parts = sqlx::query_as!(
        Parts,
        r#"select
             c.epoch,
             c.schema_version,
             c.state,
             c.state_seq,
             c.last_seq,
             c.changed_at,
             array(
               select u.data
               from page_update u
               where u.workspace_id = c.workspace_id and u.page_id = c.page_id and u.seq > c.state_seq
               order by u.seq
             ) as "updates!"
           from page_content c
           where c.workspace_id = $1 and c.page_id = $2"#,
        key.workspace_id.uuid(),
        key.page_id.uuid(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(parts)
}

/// What was added to the log after line `after`, with the numbers.
pub async fn updates_after(conn: &mut PgConnection, key: PageKey, after: i64) -> Result<Vec<Written>> {
    let rows = sqlx::query_as!(
        Written,
        r#"select u.seq, c.epoch, u.person_id as "person_id: PersonId", u.data
           from page_update u
           join page_content c on c.workspace_id = u.workspace_id and c.page_id = u.page_id
           where u.workspace_id = $1 and u.page_id = $2 and u.seq > $3
           order by u.seq"#,
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        after,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// How far the logs of these pages go. Of a page that is not there nothing is said.
pub async fn ends(conn: &mut PgConnection, pages: &[PageKey]) -> Result<Vec<(PageKey, i64)>> {
    let workspaces: Vec<_> = pages.iter().map(|key| key.workspace_id.uuid()).collect();
    let ids: Vec<_> = pages.iter().map(|key| key.page_id.uuid()).collect();
    let rows = sqlx::query!(
        r#"select c.workspace_id as "workspace_id: WorkspaceId", c.page_id as "page_id: PageId", c.last_seq
           from unnest($1::uuid[], $2::uuid[]) as asked (workspace_id, page_id)
           join page_content c on c.workspace_id = asked.workspace_id and c.page_id = asked.page_id"#,
        &workspaces,
        &ids,
    )
    .fetch_all(conn)
    .await?;
    let ends = rows.into_iter().map(|row| {
        let key = PageKey { workspace_id: row.workspace_id, page_id: row.page_id };
        (key, row.last_seq)
    });
    Ok(ends.collect())
}

/// Takes the next numbers of a page's log and returns the last of them. Until the commit nobody else takes any.
pub async fn advance(
    conn: &mut PgConnection,
    key: PageKey,
    epoch: i32,
    count: i64,
    at: OffsetDateTime,
) -> Result<Option<i64>> {
    let last = sqlx::query_scalar!(
        "update page_content
         set last_seq = last_seq + $4, changed_at = $5
         where workspace_id = $1 and page_id = $2 and epoch = $3
         returning last_seq",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        epoch,
        count,
        at,
    )
    .fetch_optional(conn)
    .await?;
    Ok(last)
}

pub async fn insert(conn: &mut PgConnection, key: PageKey, first: i64, lines: &[Line]) -> Result<()> {
    let people: Vec<_> = lines.iter().map(|line| line.person_id.uuid()).collect();
    let moments: Vec<_> = lines.iter().map(|line| line.at).collect();
    let updates: Vec<_> = lines.iter().map(|line| line.data.clone()).collect();
    let done = sqlx::query!(
        "insert into page_update (workspace_id, page_id, seq, person_id, at, data)
         select $1, $2, $3 + line.place - 1, line.person_id, line.at, line.data
         from unnest($4::uuid[], $5::timestamptz[], $6::bytea[]) with ordinality as line (person_id, at, data, place)",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        first,
        &people,
        &moments,
        &updates,
    )
    .execute(conn)
    .await?;
    if usize::try_from(done.rows_affected()).ok() == Some(lines.len()) {
        Ok(())
    } else {
        Err(Error::internal("not every line of a page's log was written"))
    }
}

pub async fn touch_page(conn: &mut PgConnection, key: PageKey, person_id: PersonId, at: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update page set updated_at = $4, updated_by = $3 where workspace_id = $1 and id = $2",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        person_id.uuid(),
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn write_state(conn: &mut PgConnection, key: PageKey, epoch: i32, seq: i64, state: &[u8]) -> Result<bool> {
    let done = sqlx::query!(
        "update page_content
         set state = $5, state_seq = $4
         where workspace_id = $1 and page_id = $2 and epoch = $3 and state_seq <= $4 and last_seq >= $4",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        epoch,
        seq,
        state,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn remove_until(conn: &mut PgConnection, key: PageKey, seq: i64) -> Result<()> {
    sqlx::query!(
        "delete from page_update where workspace_id = $1 and page_id = $2 and seq <= $3",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        seq,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Until the transaction ends nobody else writes to the log.
pub async fn lock(conn: &mut PgConnection, key: PageKey) -> Result<bool> {
    let found = sqlx::query_scalar!(
        "select epoch from page_content where workspace_id = $1 and page_id = $2 for update",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(found.is_some())
}

/// Begins anew with another state. The numbers of the log go on: this takes one, for who shows the text as of another.
pub async fn begin_epoch(
    conn: &mut PgConnection,
    key: PageKey,
    schema_version: i32,
    state: &[u8],
    at: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "update page_content
         set epoch = epoch + 1,
             schema_version = $3,
             state = $4,
             state_seq = last_seq + 1,
             last_seq = last_seq + 1,
             changed_at = $5
         where workspace_id = $1 and page_id = $2",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        schema_version,
        state,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}
