//! All SQL of profiles and the directory.

use super::profile::WorkingDays;
use crate::{
    Result,
    actor::Role,
    day::Day,
    ids::{PersonId, WorkspaceId},
};
use sqlx::PgConnection;

pub struct ProfileRow {
    pub id: PersonId,
    pub email: String,
    pub name: String,
    pub title: String,
    pub hue: i16,
    pub time_zone: String,
    pub working_days: i16,
    pub leave_from: Option<Day>,
    pub leave_until: Option<Day>,
    pub theme: String,
    pub version: i32,
}

/// A person's own profile, in the identity scope.
pub async fn profile(conn: &mut PgConnection, id: PersonId) -> Result<ProfileRow> {
    Ok(sqlx::query_as!(
        ProfileRow,
        r#"select id as "id: PersonId", email, name, title, hue, time_zone, working_days,
             leave_from as "leave_from: Day", leave_until as "leave_until: Day", theme, version
           from person
           where id = $1"#,
        id.uuid(),
    )
    .fetch_one(conn)
    .await?)
}

/// The version of a profile, locked until the commit.
pub async fn lock(conn: &mut PgConnection, id: PersonId) -> Result<i32> {
    Ok(sqlx::query_scalar!("select version from person where id = $1 for no key update", id.uuid())
        .fetch_one(conn)
        .await?)
}

pub struct ProfileChange<'a> {
    pub name: &'a str,
    pub title: &'a str,
    pub hue: i16,
    pub time_zone: &'a str,
    pub working_days: WorkingDays,
    pub leave_from: Option<Day>,
    pub leave_until: Option<Day>,
    pub theme: &'static str,
}

pub async fn update(conn: &mut PgConnection, id: PersonId, change: &ProfileChange<'_>) -> Result<i32> {
    Ok(sqlx::query_scalar!(
        "update person
         set name = $2, title = $3, hue = $4, time_zone = $5, working_days = $6, leave_from = $7,
           leave_until = $8, theme = $9, version = version + 1
         where id = $1
         returning version",
        id.uuid(),
        change.name,
        change.title,
        change.hue,
        change.time_zone,
        change.working_days.0,
        change.leave_from.map(|day| day.0),
        change.leave_until.map(|day| day.0),
        change.theme,
    )
    .fetch_one(conn)
    .await?)
}

pub async fn set_theme(conn: &mut PgConnection, id: PersonId, theme: &'static str) -> Result<()> {
    sqlx::query!("update person set theme = $2 where id = $1", id.uuid(), theme).execute(conn).await?;
    Ok(())
}

pub struct CardRow {
    pub person_id: PersonId,
    pub name: String,
    pub title: String,
    pub hue: i16,
    pub role: Role,
    pub time_zone: String,
    pub working_days: i16,
    pub leave_from: Option<Day>,
    pub leave_until: Option<Day>,
    pub manager: Option<String>,
    pub teams: Vec<String>,
}

/// Standing members by name, from the one after `after` on; or the one person asked for.
pub async fn cards(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    only: Option<PersonId>,
    search: &str,
    after: Option<PersonId>,
    limit: i64,
) -> Result<Vec<CardRow>> {
    Ok(sqlx::query_as!(
        CardRow,
        r#"select p.id as "person_id: PersonId", p.name, p.title, p.hue, m.role as "role: Role", p.time_zone,
             p.working_days, p.leave_from as "leave_from: Day", p.leave_until as "leave_until: Day",
             boss.name as "manager?",
             array(
               select t.name
               from team_member tm
               join team t on t.workspace_id = tm.workspace_id and t.id = tm.team_id
               where tm.workspace_id = m.workspace_id and tm.person_id = m.person_id
               order by t.name
             ) as "teams!"
           from member m
           join person p on p.id = m.person_id
           left join person boss on boss.id = m.manager_id
           where m.workspace_id = $1
             and m.suspended_at is null
             and ($2::uuid is null or m.person_id = $2)
             and ($3 = '' or position(lower($3) in lower(p.name || ' ' || p.title)) > 0)
             and ($4::uuid is null or (lower(p.name), p.id) > (select lower(q.name), q.id from person q where q.id = $4))
           order by lower(p.name), p.id
           limit $5"#,
        workspace.uuid(),
        only.map(PersonId::uuid),
        search,
        after.map(PersonId::uuid),
        limit,
    )
    .fetch_all(conn)
    .await?)
}
