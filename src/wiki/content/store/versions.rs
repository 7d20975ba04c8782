use crate::{
    Error, Result,
    ids::{PageId, PageVersionId, PersonId, WorkspaceId},
    wiki::{
        content::{PageKey, SCHEMA_VERSION},
        version::{PageVersion, VersionKind, Weighed},
    },
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

#[derive(Debug)]
pub struct NewVersion<'a> {
    pub id: PageVersionId,
    pub kind: VersionKind,
    pub name: Option<&'a str>,
    pub state: &'a [u8],
    pub people: &'a [PersonId],
    pub at: OffsetDateTime,
}

pub async fn insert(conn: &mut PgConnection, key: PageKey, new: &NewVersion<'_>) -> Result<()> {
    let people: Vec<Uuid> = new.people.iter().map(|person| person.uuid()).collect();
    let done = sqlx::query!(
        "insert into page_version (workspace_id, id, page_id, at, kind, name, title, people, schema_version, state)
         select $1, $3, $2, $4, $5, $6, p.title, $7, $8, $9
         from page p
         where p.workspace_id = $1 and p.id = $2",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        new.id.uuid(),
        new.at,
        new.kind as VersionKind,
        new.name,
        &people,
        SCHEMA_VERSION,
        new.state,
    )
    .execute(conn)
    .await?;
    if done.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
}

struct Row {
    id: PageVersionId,
    kind: VersionKind,
    name: Option<String>,
    title: String,
    people: Vec<Uuid>,
    at: OffsetDateTime,
}

impl From<Row> for PageVersion {
    fn from(row: Row) -> Self {
        let people = row.people.into_iter().map(PersonId).collect();
        Self { id: row.id, kind: row.kind, name: row.name, title: row.title, people, at: row.at }
    }
}

/// The newest first, from before another one on.
pub async fn list(
    conn: &mut PgConnection,
    key: PageKey,
    before: Option<PageVersionId>,
    most: i64,
) -> Result<Vec<PageVersion>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id as "id: PageVersionId", kind as "kind: VersionKind", name, title, people, at
           from page_version
           where workspace_id = $1
             and page_id = $2
             and ($3::uuid is null or (at, id) < (
               select v.at, v.id from page_version v where v.workspace_id = $1 and v.page_id = $2 and v.id = $3))
           order by at desc, id desc
           limit $4"#,
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        before.map(PageVersionId::uuid),
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(PageVersion::from).collect())
}

pub async fn find(conn: &mut PgConnection, key: PageKey, id: PageVersionId) -> Result<Option<PageVersion>> {
    let row = sqlx::query_as!(
        Row,
        r#"select id as "id: PageVersionId", kind as "kind: VersionKind", name, title, people, at
           from page_version
           where workspace_id = $1 and page_id = $2 and id = $3"#,
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        id.uuid(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(PageVersion::from))
}

pub async fn state(conn: &mut PgConnection, key: PageKey, id: PageVersionId) -> Result<Option<Vec<u8>>> {
    let state = sqlx::query_scalar!(
        "select state from page_version where workspace_id = $1 and page_id = $2 and id = $3",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        id.uuid(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(state)
}

/// What a page is called now.
pub async fn title(conn: &mut PgConnection, key: PageKey) -> Result<String> {
    let title = sqlx::query_scalar!(
        "select title from page where workspace_id = $1 and id = $2",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
    )
    .fetch_one(conn)
    .await?;
    Ok(title)
}

/// Those that are not on their way out.
pub async fn workspaces(conn: &mut PgConnection) -> Result<Vec<WorkspaceId>> {
    Ok(sqlx::query_scalar!(r#"select id as "id: WorkspaceId" from workspace where deleted_at is null order by id"#)
        .fetch_all(conn)
        .await?)
}

/// The next pages that have several versions, some of them from before that moment.
pub async fn pages_with_older(
    conn: &mut PgConnection,
    workspace_id: WorkspaceId,
    after: PageId,
    than: OffsetDateTime,
    most: i64,
) -> Result<Vec<PageId>> {
    Ok(sqlx::query_scalar!(
        r#"select page_id as "page_id: PageId"
           from page_version
           where workspace_id = $1 and page_id > $2
           group by page_id
           having count(*) > 1 and min(at) < $3
           order by page_id
           limit $4"#,
        workspace_id.uuid(),
        after.uuid(),
        than,
        most,
    )
    .fetch_all(conn)
    .await?)
}

/// A version, and of which page.
#[derive(Clone, Copy, Debug)]
pub struct Of {
    pub page_id: PageId,
    pub version: Weighed,
}

/// The versions of these pages, page by page, the newest first.
pub async fn weighed(conn: &mut PgConnection, workspace_id: WorkspaceId, pages: &[PageId]) -> Result<Vec<Of>> {
    let pages: Vec<Uuid> = pages.iter().map(|page| page.uuid()).collect();
    let rows = sqlx::query!(
        r#"select
             id as "id: PageVersionId",
             page_id as "page_id: PageId",
             kind as "kind: VersionKind",
             at,
             octet_length(state) as "bytes!"
           from page_version
           where workspace_id = $1 and page_id = any ($2)
           order by page_id, at desc, id desc"#,
        workspace_id.uuid(),
        &pages,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Of {
            page_id: row.page_id,
            version: Weighed { id: row.id, kind: row.kind, at: row.at, bytes: row.bytes },
        })
        .collect())
}

pub async fn remove(conn: &mut PgConnection, workspace_id: WorkspaceId, ids: &[PageVersionId]) -> Result<u64> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let done =
        sqlx::query!("delete from page_version where workspace_id = $1 and id = any ($2)", workspace_id.uuid(), &ids,)
            .execute(conn)
            .await?;
    Ok(done.rows_affected())
}
