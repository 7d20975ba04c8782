use crate::{
    Result,
    actor::{Actor, Role},
    boards::relation::TaskRef,
    database::TenantTx,
    ids::TaskId,
};

/// The tasks that one could be related to, or in its own project nested with: those whose key or title
/// has the words in it; the newest without words.
pub async fn choices(
    tx: &mut TenantTx,
    actor: &Actor,
    task_id: TaskId,
    words: &str,
    same_project: bool,
) -> Result<Vec<TaskRef>> {
    Ok(sqlx::query_as!(
        TaskRef,
        r#"select
             t.id as "id: TaskId",
             p.key || '-' || t.number as "key!",
             p.key as project_key,
             t.number,
             t.title,
             t.completed_at is not null as "done!",
             false as "archived!"
           from task t
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
           join task own on own.workspace_id = t.workspace_id and own.id = $2
           where t.workspace_id = $1
             and t.id <> $2
             and t.archived_at is null
             and p.archived_at is null
             and (not $6 or t.project_id = own.project_id)
             and (position(lower($5) in lower(t.title)) > 0
               or starts_with(lower(p.key || '-' || t.number), lower($5)))
             and ($3 or exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = p.id and g.person_id = $4))
           order by
             lower(p.key || '-' || t.number) = lower($5) desc,
             t.project_id = own.project_id desc,
             t.completed_at is not null,
             t.id desc
           limit 8"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
        actor.role != Role::Guest,
        actor.person_id().uuid(),
        words,
        same_project,
    )
    .fetch_all(tx.conn())
    .await?)
}
