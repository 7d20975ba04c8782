//! Who works on a task.

use crate::{
    Result,
    database::TenantTx,
    ids::{PersonId, ProjectId, TaskId},
};

/// Puts these people on a task, and nobody else.
pub async fn set_assignees(tx: &mut TenantTx, task_id: TaskId, people: &[PersonId]) -> Result<()> {
    let people: Vec<_> = people.iter().map(|id| id.uuid()).collect();
    let workspace_id = tx.workspace_id().uuid();
    sqlx::query!(
        "delete from task_assignee where workspace_id = $1 and task_id = $2 and person_id <> all ($3)",
        workspace_id,
        task_id.uuid(),
        &people,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into task_assignee (workspace_id, task_id, person_id)
         select $1, $2, unnest($3::uuid[])
         on conflict do nothing",
        workspace_id,
        task_id.uuid(),
        &people,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// An open task that somebody was taken off, with who was on it before.
#[derive(Debug)]
pub struct Unassigned {
    pub id: TaskId,
    pub project_id: ProjectId,
    pub project_key: String,
    pub number: i32,
    pub title: String,
    pub assignees: Vec<PersonId>,
}

/// Takes somebody off all open tasks of the workspace, or of one project, or of those that are not
/// shared with them.
pub async fn unassign(
    tx: &mut TenantTx,
    person_id: PersonId,
    project_id: Option<ProjectId>,
    unshared: bool,
) -> Result<Vec<Unassigned>> {
    Ok(sqlx::query_as!(
        Unassigned,
        r#"with gone as (
             delete from task_assignee a
             using task t
             where a.workspace_id = $1
               and a.person_id = $2
               and t.workspace_id = a.workspace_id
               and t.id = a.task_id
               and t.completed_at is null
               and ($3::uuid is null or t.project_id = $3)
               and (not $4 or not exists (
                 select from project_guest g
                 where g.workspace_id = $1 and g.project_id = t.project_id and g.person_id = $2))
             returning a.task_id)
           update task t
           set version = t.version + 1
           from gone, project p
           where t.workspace_id = $1
             and t.id = gone.task_id
             and p.workspace_id = t.workspace_id
             and p.id = t.project_id
           returning
             t.id as "id: TaskId",
             t.project_id as "project_id: ProjectId",
             p.key as project_key,
             t.number,
             t.title,
             array(
               select a.person_id from task_assignee a
               where a.workspace_id = t.workspace_id and a.task_id = t.id
               order by a.person_id) as "assignees!: Vec<PersonId>""#,
        tx.workspace_id().uuid(),
        person_id.uuid(),
        project_id.map(ProjectId::uuid),
        unshared,
    )
    .fetch_all(tx.conn())
    .await?)
}
