use crate::{
    Error, Result,
    ids::{PageVersionId, PersonId},
    wiki::{
        content::{PageKey, SCHEMA_VERSION},
        version::{PageVersion, VersionKind},
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
