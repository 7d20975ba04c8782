//! All SQL that reads events.

use super::{
    chain::Link,
    event::{AuditSearch, Feed},
};
use crate::{
    Result,
    actor::{Actor, Role},
    ids::{PersonId, ProjectId, WorkspaceId},
};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

pub struct EventRow {
    pub seq: i64,
    pub at: OffsetDateTime,
    pub kind: String,
    pub actor_id: Option<Uuid>,
    pub who: Option<String>,
    pub hue: Option<i16>,
    pub project_id: Option<Uuid>,
    pub subject_id: Option<Uuid>,
    pub data: Option<Value>,
}

/// What happened to work the actor can see, newest first. Of pages and spaces row-level security says which those are.
pub async fn feed(
    conn: &mut PgConnection,
    actor: &Actor,
    of: Feed,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<EventRow>> {
    let (project, task) = match of {
        Feed::Workspace => (None, None),
        Feed::Project(id) => (Some(id.uuid()), None),
        Feed::Task(id) => (None, Some(id.uuid())),
    };
    Ok(sqlx::query_as!(
        EventRow,
        r#"select e.seq, e.at, e.kind, e.actor_id, p.name as "who?", p.hue as "hue?", e.project_id, e.subject_id,
             e.data
           from event e
           left join person p on p.id = e.actor_id
           where e.workspace_id = $1
             and ($2::uuid is null or e.project_id = $2)
             and ($3::uuid is null or (e.subject_id = $3 and e.project_id is not null))
             and ($4::bigint is null or e.seq < $4)
             and case
               when e.kind ~ '^page\.' then exists (
                 select from page g where g.workspace_id = e.workspace_id and g.id = e.subject_id)
               when e.kind ~ '^space\.' then exists (
                 select from space s where s.workspace_id = e.workspace_id and s.id = e.subject_id)
               else (
                 e.project_id is not null
                 or e.kind ~ '^team\.'
                 or e.kind in ('workspace.created', 'workspace.renamed', 'member.joined', 'member.left')
               )
               and (
                 not $5
                 or exists (
                   select from project_guest g
                   where g.workspace_id = e.workspace_id and g.project_id = e.project_id and g.person_id = $6
                 )
               )
             end
           order by e.seq desc
           limit $7"#,
        actor.workspace_id.uuid(),
        project,
        task,
        before,
        actor.role == Role::Guest,
        actor.person_id().uuid(),
        limit,
    )
    .fetch_all(conn)
    .await?)
}

/// The project of a task.
pub async fn project_of_task(conn: &mut PgConnection, workspace: WorkspaceId, task: Uuid) -> Result<ProjectId> {
    Ok(sqlx::query_scalar!(
        r#"select project_id as "project_id: ProjectId"
           from task
           where workspace_id = $1 and id = $2"#,
        workspace.uuid(),
        task,
    )
    .fetch_one(conn)
    .await?)
}

/// Everything that happened in the workspace, newest first.
pub async fn audit(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    search: &AuditSearch,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<EventRow>> {
    Ok(sqlx::query_as!(
        EventRow,
        r#"select e.seq, e.at, e.kind, e.actor_id, p.name as "who?", p.hue as "hue?", e.project_id, e.subject_id,
             e.data
           from event e
           left join person p on p.id = e.actor_id
           where e.workspace_id = $1
             and starts_with(e.kind, $2)
             and ($3::uuid is null or e.actor_id = $3 or e.subject_id = $3)
             and ($4::bigint is null or e.seq < $4)
             and (
               $6 = ''
               or position($6 in lower(translate(e.kind, '._', '  '))) > 0
               or position($6 in lower(p.name)) > 0
               or exists (
                 select from jsonb_path_query(e.data, '$.**') as part
                 where jsonb_typeof(part) = 'string' and position($6 in lower(part #>> '{}')) > 0
               )
             )
           order by e.seq desc
           limit $5"#,
        workspace.uuid(),
        search.kind,
        search.person_id.map(PersonId::uuid),
        before,
        limit,
        search.words.trim().to_lowercase(),
    )
    .fetch_all(conn)
    .await?)
}

pub async fn time_zone(conn: &mut PgConnection, person: PersonId) -> Result<String> {
    Ok(sqlx::query_scalar!("select time_zone from person where id = $1", person.uuid()).fetch_one(conn).await?)
}

pub struct End {
    pub seq: i64,
    pub hash: Vec<u8>,
}

/// The number given out last, and the hash of its event.
pub async fn end(conn: &mut PgConnection, workspace: WorkspaceId) -> Result<End> {
    let end = sqlx::query_as!(
        End,
        "select seq, hash
         from event_sequence
         where workspace_id = $1",
        workspace.uuid(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(end.unwrap_or(End { seq: 0, hash: Vec::new() }))
}

/// The next thousand events, oldest first.
pub async fn links(conn: &mut PgConnection, workspace: WorkspaceId, after: i64, until: i64) -> Result<Vec<Link>> {
    Ok(sqlx::query_as!(
        Link,
        r#"select seq, (extract(epoch from at) * 1000000)::bigint as "at!", actor_id, kind, project_id, subject_id,
             data::text as data, data_hash, hash
           from event
           where workspace_id = $1 and seq > $2 and seq <= $3
           order by seq
           limit 1000"#,
        workspace.uuid(),
        after,
        until,
    )
    .fetch_all(conn)
    .await?)
}

/// Every workspace and its address, in the system scope.
pub async fn workspaces(conn: &mut PgConnection) -> Result<Vec<(WorkspaceId, String)>> {
    let rows = sqlx::query!(
        r#"select id as "id: WorkspaceId", slug
           from workspace
           order by slug"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.slug)).collect())
}

/// The newest event number of each of these workspaces, asked in the scope of the system.
pub async fn newest(conn: &mut PgConnection, workspaces: &[Uuid]) -> Result<Vec<(WorkspaceId, i64)>> {
    let rows = sqlx::query!(
        r#"select workspace_id as "workspace_id: WorkspaceId", seq
           from event_sequence
           where workspace_id = any($1)"#,
        workspaces,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.workspace_id, row.seq)).collect())
}
