//! Secret addresses of calendars, and the tasks that they show.

use crate::{
    Result,
    actor::{Actor, Role},
    database::TenantTx,
    day::Day,
    ids::{PersonId, ProjectId, TaskId, WorkspaceId},
};
use sqlx::PgConnection;
use time::{Date, OffsetDateTime};

/// Whose address it is, and of what.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    Person(PersonId),
    Project { workspace_id: WorkspaceId, project_id: ProjectId, person_id: PersonId },
}

/// In the identity scope: there is nobody yet who acts.
pub async fn owner(conn: &mut PgConnection, token_hash: &[u8]) -> Result<Option<Owner>> {
    let mine = sqlx::query_scalar!(
        r#"select person_id as "person_id: PersonId" from person_calendar where token_hash = $1"#,
        token_hash,
    )
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(person_id) = mine {
        return Ok(Some(Owner::Person(person_id)));
    }
    let of_project = sqlx::query!(
        r#"select
             workspace_id as "workspace_id: WorkspaceId",
             project_id as "project_id: ProjectId",
             person_id as "person_id: PersonId"
           from project_calendar
           where token_hash = $1"#,
        token_hash,
    )
    .fetch_optional(conn)
    .await?;
    Ok(of_project.map(|row| Owner::Project {
        workspace_id: row.workspace_id,
        project_id: row.project_id,
        person_id: row.person_id,
    }))
}

pub async fn put_mine(conn: &mut PgConnection, person_id: PersonId, token_hash: &[u8]) -> Result<()> {
    sqlx::query!(
        "insert into person_calendar (person_id, token_hash)
         values ($1, $2)
         on conflict (person_id) do update set token_hash = excluded.token_hash, created_at = now()",
        person_id.uuid(),
        token_hash,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether there was one.
pub async fn delete_mine(conn: &mut PgConnection, person_id: PersonId) -> Result<bool> {
    let deleted =
        sqlx::query!("delete from person_calendar where person_id = $1", person_id.uuid()).execute(conn).await?;
    Ok(deleted.rows_affected() > 0)
}

pub async fn has_mine(conn: &mut PgConnection, person_id: PersonId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from person_calendar where person_id = $1) as "there!""#,
        person_id.uuid(),
    )
    .fetch_one(conn)
    .await?)
}

pub async fn put_of_project(tx: &mut TenantTx, project_id: ProjectId, token_hash: &[u8]) -> Result<()> {
    sqlx::query!(
        "insert into project_calendar (workspace_id, project_id, person_id, token_hash)
         values ($1, $2, $3, $4)
         on conflict (workspace_id, project_id, person_id)
         do update set token_hash = excluded.token_hash, created_at = now()",
        tx.workspace_id().uuid(),
        project_id.uuid(),
        tx.person_id().uuid(),
        token_hash,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whether there was one.
pub async fn delete_of_project(tx: &mut TenantTx, project_id: ProjectId) -> Result<bool> {
    let deleted = sqlx::query!(
        "delete from project_calendar where workspace_id = $1 and project_id = $2 and person_id = $3",
        tx.workspace_id().uuid(),
        project_id.uuid(),
        tx.person_id().uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(deleted.rows_affected() > 0)
}

pub async fn has_of_project(tx: &mut TenantTx, project_id: ProjectId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from project_calendar
             where workspace_id = $1 and project_id = $2 and person_id = $3) as "there!""#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        tx.person_id().uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

/// A task with a day.
#[derive(Clone, Debug)]
pub struct DatedTask {
    pub id: TaskId,
    pub project_key: String,
    pub project: String,
    pub number: i32,
    pub title: String,
    pub column: String,
    pub due_on: Day,
    pub done: bool,
    pub version: i32,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
}

/// The tasks of the actor, in the projects that they may see.
pub async fn assigned(tx: &mut TenantTx, actor: &Actor, since: Date) -> Result<Vec<DatedTask>> {
    Ok(sqlx::query_as!(
        DatedTask,
        r#"select
             t.id as "id: TaskId", p.key as project_key, p.name as project, t.number, t.title, c.name as "column",
             t.due_on as "due_on!: Day", c.done, t.version, t.created_at, t.updated_at
           from task_assignee a
           join task t on t.workspace_id = a.workspace_id and t.id = a.task_id
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
           join board_column c on c.workspace_id = t.workspace_id and c.id = t.column_id
           where a.workspace_id = $1
             and a.person_id = $2
             and t.due_on >= $4
             and t.archived_at is null
             and p.archived_at is null
             and ($3 or exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = p.id and g.person_id = $2))
           order by t.due_on, t.id
           limit 2000"#,
        actor.workspace_id.uuid(),
        actor.person_id().uuid(),
        actor.role != Role::Guest,
        since,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The tasks of a project.
pub async fn of_project(tx: &mut TenantTx, project_id: ProjectId, since: Date) -> Result<Vec<DatedTask>> {
    Ok(sqlx::query_as!(
        DatedTask,
        r#"select
             t.id as "id: TaskId", p.key as project_key, p.name as project, t.number, t.title, c.name as "column",
             t.due_on as "due_on!: Day", c.done, t.version, t.created_at, t.updated_at
           from task t
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
           join board_column c on c.workspace_id = t.workspace_id and c.id = t.column_id
           where t.workspace_id = $1
             and t.project_id = $2
             and t.due_on >= $3
             and t.archived_at is null
             and p.archived_at is null
           order by t.due_on, t.id
           limit 2000"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        since,
    )
    .fetch_all(tx.conn())
    .await?)
}
