//! What is there before an import: people, and tasks of an earlier one.

use crate::{
    Result,
    boards::import::people::People,
    database::TenantTx,
    ids::{PersonId, ProjectId},
};
use std::collections::HashSet;

/// Who can be assigned in this project.
pub async fn people(tx: &mut TenantTx, project_id: ProjectId) -> Result<People> {
    let rows = sqlx::query!(
        r#"select p.id as "id: PersonId", p.email, p.name
           from member m
           join person p on p.id = m.person_id
           where m.workspace_id = $1
             and m.suspended_at is null
             and (m.role <> 'guest' or exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = $2 and g.person_id = m.person_id))"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(People::new(rows.into_iter().map(|row| (row.id, row.email, row.name))))
}

/// Those of these sources that are in the project already: as tasks that were imported, or, of an export from
/// here, as the very tasks that it was made from.
pub async fn known(tx: &mut TenantTx, project_id: ProjectId, sources: &[String]) -> Result<HashSet<String>> {
    let found = sqlx::query_scalar!(
        r#"select s.source as "source!"
           from unnest($3::text[]) as s (source)
           where exists (
               select from task_source k
               where k.workspace_id = $1 and k.project_id = $2 and k.source = s.source)
             or exists (
               select from task t
               where t.workspace_id = $1 and t.project_id = $2 and 'atrium:' || t.id::text = s.source)"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        sources,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(found.into_iter().collect())
}

/// Whether no task was ever made in the project, or all of them are gone.
pub async fn has_no_tasks(tx: &mut TenantTx, project_id: ProjectId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select not exists (select from task where workspace_id = $1 and project_id = $2) as "empty!""#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}
