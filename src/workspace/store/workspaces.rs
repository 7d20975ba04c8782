use crate::{
    Result,
    actor::Role,
    ids::{PersonId, WorkspaceId},
};
use sqlx::PgConnection;
use time::OffsetDateTime;

/// False where the address is taken.
pub async fn insert(
    conn: &mut PgConnection,
    id: WorkspaceId,
    slug: &str,
    name: &str,
    kind: &'static str,
    now: OffsetDateTime,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into workspace (id, slug, name, kind, created_at)
         values ($1, $2, $3, $4, $5)
         on conflict (slug) do nothing",
        id.uuid(),
        slug,
        name,
        kind,
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The address of a workspace, in the identity scope.
pub async fn slug_of(conn: &mut PgConnection, id: WorkspaceId) -> Result<String> {
    Ok(sqlx::query_scalar!("select slug from workspace where id = $1", id.uuid()).fetch_one(conn).await?)
}

pub struct StandingRow {
    pub workspace_id: WorkspaceId,
    pub role: Role,
    pub suspended: bool,
}

/// The person's standing in the workspace of that address, in the identity scope.
pub async fn standing_by_slug(conn: &mut PgConnection, slug: &str, person: PersonId) -> Result<Option<StandingRow>> {
    Ok(sqlx::query_as!(
        StandingRow,
        r#"select w.id as "workspace_id: WorkspaceId", m.role as "role: Role", m.suspended_at is not null as "suspended!"
           from workspace w
           join member m on m.workspace_id = w.id
           where w.slug = $1 and m.person_id = $2 and m.left_at is null and w.deleted_at is null"#,
        slug,
        person.uuid(),
    )
    .fetch_optional(conn)
    .await?)
}

pub async fn standing_by_id(conn: &mut PgConnection, id: WorkspaceId, person: PersonId) -> Result<Option<StandingRow>> {
    Ok(sqlx::query_as!(
        StandingRow,
        r#"select w.id as "workspace_id: WorkspaceId", m.role as "role: Role", m.suspended_at is not null as "suspended!"
           from workspace w
           join member m on m.workspace_id = w.id
           where w.id = $1 and m.person_id = $2 and m.left_at is null and w.deleted_at is null"#,
        id.uuid(),
        person.uuid(),
    )
    .fetch_optional(conn)
    .await?)
}

/// The deleted workspace of that address, if the person is an owner of it.
pub async fn deleted_by_slug(
    conn: &mut PgConnection,
    slug: &str,
    person: PersonId,
    since: OffsetDateTime,
) -> Result<Option<WorkspaceId>> {
    Ok(sqlx::query_scalar!(
        r#"select w.id as "id: WorkspaceId"
           from workspace w
           join member m on m.workspace_id = w.id
           where w.slug = $1 and m.person_id = $2 and m.role = 'owner' and m.suspended_at is null
             and w.deleted_at > $3"#,
        slug,
        person.uuid(),
        since,
    )
    .fetch_optional(conn)
    .await?)
}

pub struct SummaryRow {
    pub id: WorkspaceId,
    pub slug: String,
    pub name: String,
    pub kind: String,
    pub role: Role,
    pub suspended: bool,
    pub deleted_at: Option<OffsetDateTime>,
}

/// The person's workspaces: shared ones by name, then their own space.
pub async fn of_person(conn: &mut PgConnection, person: PersonId, since: OffsetDateTime) -> Result<Vec<SummaryRow>> {
    Ok(sqlx::query_as!(
        SummaryRow,
        r#"select w.id as "id: WorkspaceId", w.slug, w.name, w.kind, m.role as "role: Role",
             m.suspended_at is not null as "suspended!", w.deleted_at
           from member m
           join workspace w on w.id = m.workspace_id
           where m.person_id = $1 and m.left_at is null
             and (w.deleted_at is null or (w.deleted_at > $2 and m.role = 'owner'))
           order by w.kind = 'personal', lower(w.name), w.id"#,
        person.uuid(),
        since,
    )
    .fetch_all(conn)
    .await?)
}

pub struct WorkspaceRow {
    pub slug: String,
    pub name: String,
    pub kind: String,
    pub version: i32,
    pub created_at: OffsetDateTime,
    pub plan: String,
    pub billing_contact: String,
    pub invoice_reference: String,
    pub seats: i64,
}

pub async fn get(conn: &mut PgConnection, id: WorkspaceId) -> Result<WorkspaceRow> {
    Ok(sqlx::query_as!(
        WorkspaceRow,
        r#"select w.slug, w.name, w.kind, w.version, w.created_at, w.plan, w.billing_contact, w.invoice_reference,
             (select count(*) from member m where m.workspace_id = w.id and m.suspended_at is null) as "seats!"
           from workspace w
           where w.id = $1"#,
        id.uuid(),
    )
    .fetch_one(conn)
    .await?)
}

pub struct TurnRow {
    pub name: String,
    pub kind: String,
    pub version: i32,
    pub deleted: bool,
}

/// Takes the workspace's turn: until the commit, nobody else changes it or who is in it.
pub async fn take_turn(conn: &mut PgConnection, id: WorkspaceId) -> Result<TurnRow> {
    Ok(sqlx::query_as!(
        TurnRow,
        r#"select name, kind, version, deleted_at is not null as "deleted!"
           from workspace
           where id = $1
           for no key update"#,
        id.uuid(),
    )
    .fetch_one(conn)
    .await?)
}

pub async fn set_name(conn: &mut PgConnection, id: WorkspaceId, name: &str) -> Result<i32> {
    Ok(sqlx::query_scalar!(
        "update workspace set name = $2, version = version + 1 where id = $1 returning version",
        id.uuid(),
        name,
    )
    .fetch_one(conn)
    .await?)
}

pub async fn set_billing(
    conn: &mut PgConnection,
    id: WorkspaceId,
    plan: &str,
    contact: &str,
    reference: &str,
) -> Result<i32> {
    Ok(sqlx::query_scalar!(
        "update workspace
         set plan = $2, billing_contact = $3, invoice_reference = $4, version = version + 1
         where id = $1
         returning version",
        id.uuid(),
        plan,
        contact,
        reference,
    )
    .fetch_one(conn)
    .await?)
}

pub async fn set_deleted(conn: &mut PgConnection, id: WorkspaceId, at: Option<OffsetDateTime>) -> Result<()> {
    sqlx::query!("update workspace set deleted_at = $2, version = version + 1 where id = $1", id.uuid(), at,)
        .execute(conn)
        .await?;
    Ok(())
}
