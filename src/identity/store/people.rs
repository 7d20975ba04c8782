use crate::{
    Result,
    ids::{PersonId, WorkspaceId},
};
use sqlx::PgConnection;
use time::OffsetDateTime;

pub struct PersonRow {
    pub id: PersonId,
    pub email: String,
    pub name: String,
    pub password_hash: Option<String>,
}

pub async fn by_email(conn: &mut PgConnection, email: &str) -> Result<Option<PersonRow>> {
    Ok(sqlx::query_as!(
        PersonRow,
        r#"select p.id as "id: PersonId", p.email, p.name, c.password_hash as "password_hash?"
           from person p
           left join credential c on c.person_id = p.id
           where lower(p.email) = $1"#,
        email,
    )
    .fetch_optional(conn)
    .await?)
}

pub async fn by_id(conn: &mut PgConnection, id: PersonId) -> Result<PersonRow> {
    Ok(sqlx::query_as!(
        PersonRow,
        r#"select p.id as "id: PersonId", p.email, p.name, c.password_hash as "password_hash?"
           from person p
           left join credential c on c.person_id = p.id
           where p.id = $1"#,
        id.uuid(),
    )
    .fetch_one(conn)
    .await?)
}

pub struct NewPerson<'a> {
    pub id: PersonId,
    pub email: &'a str,
    pub name: &'a str,
    pub hue: i16,
    pub time_zone: &'a str,
    pub now: OffsetDateTime,
}

pub async fn insert(conn: &mut PgConnection, new: &NewPerson<'_>) -> Result<()> {
    sqlx::query!(
        "insert into person (id, email, name, hue, time_zone, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        new.id.uuid(),
        new.email,
        new.name,
        new.hue,
        new.time_zone,
        new.now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn set_instance_owner(conn: &mut PgConnection, id: PersonId) -> Result<()> {
    sqlx::query!("update person set instance_owner = true, version = version + 1 where id = $1", id.uuid())
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn put_password(conn: &mut PgConnection, id: PersonId, hash: &str, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into credential (person_id, password_hash, changed_at)
         values ($1, $2, $3)
         on conflict (person_id) do update
         set password_hash = excluded.password_hash, changed_at = excluded.changed_at",
        id.uuid(),
        hash,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The person's own space, where changes of their account are recorded.
pub async fn own_space(conn: &mut PgConnection, id: PersonId) -> Result<Option<WorkspaceId>> {
    Ok(sqlx::query_scalar!(
        r#"select w.id as "id: WorkspaceId"
           from member m
           join workspace w on w.id = m.workspace_id
           where m.person_id = $1 and w.kind = 'personal' and m.role = 'owner'
           order by w.created_at
           limit 1"#,
        id.uuid(),
    )
    .fetch_optional(conn)
    .await?)
}

/// Every workspace in which the person can act now.
pub async fn active_workspaces(conn: &mut PgConnection, id: PersonId) -> Result<Vec<WorkspaceId>> {
    Ok(sqlx::query_scalar!(
        r#"select m.workspace_id as "id: WorkspaceId"
           from member m
           join workspace w on w.id = m.workspace_id
           where m.person_id = $1 and m.suspended_at is null and w.deleted_at is null
           order by m.workspace_id"#,
        id.uuid(),
    )
    .fetch_all(conn)
    .await?)
}
