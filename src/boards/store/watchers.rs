//! Who follows a task: whoever made it, works on it, spoke on it, was mentioned or asked to; not who asked not to, and
//! nobody who may not see it.

use crate::{
    Result,
    boards::board::PersonRef,
    database::TenantTx,
    ids::{PersonId, ProjectId, TaskId},
};

/// Writes down what the person of this transaction wants. Whether that changed anything.
pub async fn set(tx: &mut TenantTx, task_id: TaskId, watching: bool) -> Result<bool> {
    let done = sqlx::query!(
        "insert into task_watcher as w (workspace_id, task_id, person_id, watching)
         values ($1, $2, $3, $4)
         on conflict (workspace_id, task_id, person_id) do update
           set watching = excluded.watching, since = now()
           where w.watching <> excluded.watching",
        tx.workspace_id().uuid(),
        task_id.uuid(),
        tx.person_id().uuid(),
        watching,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Has those who were mentioned follow a task, as far as they may see its project. Who asked not to stays away.
pub async fn add_mentioned(tx: &mut TenantTx, task: (TaskId, ProjectId), people: &[PersonId]) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let people: Vec<_> = people.iter().map(|id| id.uuid()).collect();
    sqlx::query!(
        "insert into task_watcher (workspace_id, task_id, person_id, watching)
         select m.workspace_id, $2, m.person_id, true
         from member m
         where m.workspace_id = $1
           and m.person_id = any($4)
           and m.suspended_at is null
           and m.left_at is null
           and (m.role <> 'guest' or exists (
             select from project_guest g
             where g.workspace_id = $1 and g.project_id = $3 and g.person_id = m.person_id))
         on conflict do nothing",
        tx.workspace_id().uuid(),
        task.0.uuid(),
        task.1.uuid(),
        &people,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Those who follow these tasks, by name. Who brought tasks in from a file did not make them, and follows none.
pub async fn of(tx: &mut TenantTx, tasks: &[TaskId]) -> Result<Vec<(TaskId, PersonRef)>> {
    let tasks: Vec<_> = tasks.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"select
             t.id as "task_id: TaskId",
             p.id as "person_id: PersonId",
             p.name,
             p.hue
           from task t
           cross join lateral (
             select t.created_by as person_id where t.import_id is null
             union
             select a.person_id from task_assignee a where a.workspace_id = t.workspace_id and a.task_id = t.id
             union
             select c.author_id from comment c where c.workspace_id = t.workspace_id and c.task_id = t.id
             union
             select w.person_id from task_watcher w where w.workspace_id = t.workspace_id and w.task_id = t.id and w.watching
           ) as follows
           join member m on m.workspace_id = t.workspace_id and m.person_id = follows.person_id
           join person p on p.id = m.person_id
           where t.workspace_id = $1
             and t.id = any($2)
             and m.suspended_at is null
             and m.left_at is null
             and (m.role <> 'guest' or exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = t.project_id and g.person_id = m.person_id))
             and not exists (
               select from task_watcher w
               where w.workspace_id = $1 and w.task_id = t.id and w.person_id = m.person_id and not w.watching)
           order by t.id, p.name, p.id"#,
        tx.workspace_id().uuid(),
        &tasks,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.task_id, PersonRef { id: row.person_id, name: row.name, hue: row.hue }))
        .collect())
}
