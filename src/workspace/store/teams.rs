use crate::{
    Result,
    ids::{PersonId, TeamId, WorkspaceId},
};
use sqlx::PgConnection;
use time::OffsetDateTime;

pub async fn insert(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    id: TeamId,
    name: &str,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "insert into team (workspace_id, id, name, created_at)
         values ($1, $2, $3, $4)",
        workspace.uuid(),
        id.uuid(),
        name,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub struct TeamRow {
    pub name: String,
    pub version: i32,
}

/// The team, locked until the commit.
pub async fn lock(conn: &mut PgConnection, workspace: WorkspaceId, id: TeamId) -> Result<TeamRow> {
    Ok(sqlx::query_as!(
        TeamRow,
        "select name, version
         from team
         where workspace_id = $1 and id = $2
         for update",
        workspace.uuid(),
        id.uuid(),
    )
    .fetch_one(conn)
    .await?)
}

pub async fn set_name(conn: &mut PgConnection, workspace: WorkspaceId, id: TeamId, name: &str) -> Result<i32> {
    Ok(sqlx::query_scalar!(
        "update team
         set name = $3, version = version + 1
         where workspace_id = $1 and id = $2
         returning version",
        workspace.uuid(),
        id.uuid(),
        name,
    )
    .fetch_one(conn)
    .await?)
}

pub async fn delete(conn: &mut PgConnection, workspace: WorkspaceId, id: TeamId) -> Result<()> {
    sqlx::query!("delete from team where workspace_id = $1 and id = $2", workspace.uuid(), id.uuid())
        .execute(conn)
        .await?;
    Ok(())
}

/// False where the person was in the team already.
pub async fn add(conn: &mut PgConnection, workspace: WorkspaceId, team: TeamId, person: PersonId) -> Result<bool> {
    let done = sqlx::query!(
        "insert into team_member (workspace_id, team_id, person_id)
         values ($1, $2, $3)
         on conflict (workspace_id, team_id, person_id) do nothing",
        workspace.uuid(),
        team.uuid(),
        person.uuid(),
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn remove(conn: &mut PgConnection, workspace: WorkspaceId, team: TeamId, person: PersonId) -> Result<bool> {
    let done = sqlx::query!(
        "delete from team_member
         where workspace_id = $1 and team_id = $2 and person_id = $3",
        workspace.uuid(),
        team.uuid(),
        person.uuid(),
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn set_lead(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    team: TeamId,
    person: PersonId,
    lead: bool,
) -> Result<bool> {
    let done = sqlx::query!(
        "update team_member
         set lead = $4
         where workspace_id = $1 and team_id = $2 and person_id = $3",
        workspace.uuid(),
        team.uuid(),
        person.uuid(),
        lead,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub struct TeamListRow {
    pub id: TeamId,
    pub name: String,
    pub version: i32,
    pub person_id: Option<PersonId>,
    pub person_name: Option<String>,
    pub hue: Option<i16>,
    pub lead: Option<bool>,
}

/// Teams by name, one row for each of their members and one for a team without any.
pub async fn list(conn: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<TeamListRow>> {
    Ok(sqlx::query_as!(
        TeamListRow,
        r#"select t.id as "id: TeamId", t.name, t.version, p.id as "person_id?: PersonId",
             p.name as "person_name?", p.hue as "hue?", tm.lead as "lead?"
           from team t
           left join team_member tm on tm.workspace_id = t.workspace_id and tm.team_id = t.id
           left join person p on p.id = tm.person_id
           where t.workspace_id = $1
           order by lower(t.name), t.id, tm.lead desc, lower(p.name), p.id"#,
        workspace.uuid(),
    )
    .fetch_all(conn)
    .await?)
}
