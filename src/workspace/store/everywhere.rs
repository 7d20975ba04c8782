//! What is asked across workspaces, in the scope of the system.

use crate::{
    Result,
    ids::{PersonId, ProjectId, WorkspaceId},
    workspace::live::{Entering, Listening},
};
use sqlx::PgConnection;

pub async fn who_may_still_view(conn: &mut PgConnection, asked: &[Listening]) -> Result<Vec<Listening>> {
    let workspaces: Vec<_> = asked.iter().map(|one| one.0.uuid()).collect();
    let projects: Vec<_> = asked.iter().map(|one| one.1.uuid()).collect();
    let people: Vec<_> = asked.iter().map(|one| one.2.uuid()).collect();
    let rows = sqlx::query!(
        r#"select
             asked.workspace_id as "workspace_id!: WorkspaceId",
             asked.project_id as "project_id!: ProjectId",
             asked.person_id as "person_id!: PersonId"
           from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as asked (workspace_id, project_id, person_id)
           join workspace w on w.id = asked.workspace_id and w.deleted_at is null
           join member m on m.workspace_id = asked.workspace_id and m.person_id = asked.person_id
           join project p on p.workspace_id = asked.workspace_id and p.id = asked.project_id
           where m.suspended_at is null
             and m.left_at is null
             and (m.role <> 'guest' or exists (
               select from project_guest g
               where g.workspace_id = asked.workspace_id
                 and g.project_id = asked.project_id
                 and g.person_id = asked.person_id))"#,
        &workspaces,
        &projects,
        &people,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.workspace_id, row.project_id, row.person_id)).collect())
}

pub async fn who_may_still_enter(conn: &mut PgConnection, asked: &[Entering]) -> Result<Vec<Entering>> {
    let workspaces: Vec<_> = asked.iter().map(|one| one.0.uuid()).collect();
    let people: Vec<_> = asked.iter().map(|one| one.1.uuid()).collect();
    let rows = sqlx::query!(
        r#"select
             asked.workspace_id as "workspace_id!: WorkspaceId",
             asked.person_id as "person_id!: PersonId"
           from unnest($1::uuid[], $2::uuid[]) as asked (workspace_id, person_id)
           join workspace w on w.id = asked.workspace_id and w.deleted_at is null
           join member m on m.workspace_id = asked.workspace_id and m.person_id = asked.person_id
           where m.suspended_at is null and m.left_at is null"#,
        &workspaces,
        &people,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.workspace_id, row.person_id)).collect())
}

/// The workspace at an address, and its longest-standing owner.
pub async fn oldest_owner(conn: &mut PgConnection, slug: &str) -> Result<Option<(WorkspaceId, PersonId)>> {
    let row = sqlx::query!(
        r#"select w.id as "workspace_id: WorkspaceId", m.person_id as "person_id: PersonId"
           from workspace w
           join member m on m.workspace_id = w.id
           where w.slug = $1
             and w.deleted_at is null
             and m.role = 'owner'
             and m.suspended_at is null
             and m.left_at is null
           order by m.joined_at, m.person_id
           limit 1"#,
        slug,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.workspace_id, row.person_id)))
}
