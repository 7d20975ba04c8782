use crate::{
    Result,
    actor::Role,
    ids::{PersonId, WorkspaceId},
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// Adds a member, or brings one back who left.
pub async fn join(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    role: Role,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "insert into member (workspace_id, person_id, role, joined_at)
         values ($1, $2, $3, $4)
         on conflict (workspace_id, person_id) do update
         set role = excluded.role, joined_at = excluded.joined_at, suspended_at = null, left_at = null,
           version = member.version + 1",
        workspace.uuid(),
        person.uuid(),
        role.name(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub struct MemberStanding {
    pub name: String,
    pub role: Role,
    pub suspended: bool,
    pub left: bool,
    pub version: i32,
}

pub async fn standing(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
) -> Result<Option<MemberStanding>> {
    Ok(sqlx::query_as!(
        MemberStanding,
        r#"select p.name, m.role as "role: Role", m.suspended_at is not null as "suspended!",
             m.left_at is not null as "left!", m.version
           from member m
           join person p on p.id = m.person_id
           where m.workspace_id = $1 and m.person_id = $2"#,
        workspace.uuid(),
        person.uuid(),
    )
    .fetch_optional(conn)
    .await?)
}

/// How many owners can act, not counting this person.
pub async fn other_owners(conn: &mut PgConnection, workspace: WorkspaceId, person: PersonId) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from member
           where workspace_id = $1 and role = 'owner' and suspended_at is null and person_id <> $2"#,
        workspace.uuid(),
        person.uuid(),
    )
    .fetch_one(conn)
    .await?)
}

pub async fn set_role(conn: &mut PgConnection, workspace: WorkspaceId, person: PersonId, role: Role) -> Result<i32> {
    Ok(sqlx::query_scalar!(
        "update member
         set role = $3, version = version + 1
         where workspace_id = $1 and person_id = $2
         returning version",
        workspace.uuid(),
        person.uuid(),
        role.name(),
    )
    .fetch_one(conn)
    .await?)
}

pub async fn set_suspended(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    at: Option<OffsetDateTime>,
) -> Result<()> {
    sqlx::query!(
        "update member
         set suspended_at = $3, version = version + 1
         where workspace_id = $1 and person_id = $2",
        workspace.uuid(),
        person.uuid(),
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks the member as gone and takes them out of teams, projects shared with them, and the chart.
pub async fn leave(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "with teams as (
           delete from team_member
           where workspace_id = $1 and person_id = $2
         ), projects as (
           delete from project_guest
           where workspace_id = $1 and person_id = $2
         ), reports as (
           update member
           set manager_id = null, version = version + 1
           where workspace_id = $1 and manager_id = $2
         )
         update member
         set left_at = $3, suspended_at = coalesce(suspended_at, $3), manager_id = null, version = version + 1
         where workspace_id = $1 and person_id = $2",
        workspace.uuid(),
        person.uuid(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn set_manager(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    manager: Option<PersonId>,
) -> Result<()> {
    sqlx::query!(
        "update member
         set manager_id = $3, version = version + 1
         where workspace_id = $1 and person_id = $2",
        workspace.uuid(),
        person.uuid(),
        manager.map(PersonId::uuid),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether `person` is `manager`, or is somewhere above them.
pub async fn is_above(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    manager: PersonId,
) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"with recursive above (person_id) as (
             select $3::uuid
             union
             select m.manager_id
             from above
             join member m on m.workspace_id = $1 and m.person_id = above.person_id
             where m.manager_id is not null
           )
           select exists (select from above where person_id = $2) as "above!""#,
        workspace.uuid(),
        person.uuid(),
        manager.uuid(),
    )
    .fetch_one(conn)
    .await?)
}

pub struct MemberRow {
    pub person_id: PersonId,
    pub name: String,
    pub email: String,
    pub title: String,
    pub hue: i16,
    pub role: Role,
    pub manager_id: Option<Uuid>,
    pub suspended: bool,
    pub version: i32,
    pub joined_at: OffsetDateTime,
    pub team_ids: Vec<Uuid>,
    pub team_names: Vec<String>,
}

/// Members by name, from the one after `after` on; those who left are not among them.
pub async fn list(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    search: &str,
    after: Option<PersonId>,
    limit: i64,
) -> Result<Vec<MemberRow>> {
    Ok(sqlx::query_as!(
        MemberRow,
        r#"select p.id as "person_id: PersonId", p.name, p.email, p.title, p.hue, m.role as "role: Role",
             m.manager_id, m.suspended_at is not null as "suspended!", m.version, m.joined_at,
             array(
               select t.id
               from team_member tm
               join team t on t.workspace_id = tm.workspace_id and t.id = tm.team_id
               where tm.workspace_id = m.workspace_id and tm.person_id = m.person_id
               order by t.name, t.id
             ) as "team_ids!",
             array(
               select t.name
               from team_member tm
               join team t on t.workspace_id = tm.workspace_id and t.id = tm.team_id
               where tm.workspace_id = m.workspace_id and tm.person_id = m.person_id
               order by t.name, t.id
             ) as "team_names!"
           from member m
           join person p on p.id = m.person_id
           where m.workspace_id = $1
             and m.left_at is null
             and ($2 = '' or position(lower($2) in lower(p.name || ' ' || p.title)) > 0)
             and ($3::uuid is null or (lower(p.name), p.id) > (select lower(q.name), q.id from person q where q.id = $3))
           order by lower(p.name), p.id
           limit $4"#,
        workspace.uuid(),
        search,
        after.map(PersonId::uuid),
        limit,
    )
    .fetch_all(conn)
    .await?)
}

pub async fn time_zone(conn: &mut PgConnection, person: PersonId) -> Result<String> {
    Ok(sqlx::query_scalar!("select time_zone from person where id = $1", person.uuid()).fetch_one(conn).await?)
}
