use crate::{
    Result,
    actor::{Actor, Role},
    boards::{
        policy::{Action, Standing, allows},
        project::GuestLevel,
        task::{ListedTask, Priority},
    },
    database::TenantTx,
    day::Day,
    ids::{ColumnId, TaskId},
};

/// An open task of the actor, with what a list across workspaces shows of it.
#[derive(Debug)]
pub struct Assigned {
    pub task: ListedTask,
    pub project: String,
    pub version: i32,
    pub column_id: ColumnId,
    pub can_edit: bool,
}

/// The open tasks assigned to the actor, the most pressing first.
pub async fn assigned(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<Assigned>> {
    let rows = sqlx::query!(
        r#"select
             t.id as "id: TaskId",
             p.key as project_key,
             p.name as project,
             t.number,
             t.title,
             c.id as "column_id: ColumnId",
             c.name as "column",
             t.priority,
             t.due_on as "due_on: Day",
             t.version,
             c.done,
             g.level as "level?: GuestLevel"
           from task_assignee a
           join task t on t.workspace_id = a.workspace_id and t.id = a.task_id
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
           join board_column c on c.workspace_id = t.workspace_id and c.id = t.column_id
           left join project_guest g
             on g.workspace_id = p.workspace_id and g.project_id = p.id and g.person_id = a.person_id
           where a.workspace_id = $1
             and a.person_id = $2
             and t.completed_at is null
             and t.archived_at is null
             and p.archived_at is null
             and ($3 or g.level is not null)
           order by t.due_on nulls last, t.priority desc, t.id
           limit 500"#,
        actor.workspace_id.uuid(),
        actor.person_id().uuid(),
        actor.role != Role::Guest,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Assigned {
            can_edit: actor.caller.may_write()
                && allows(Standing { role: actor.role, shared: row.level }, Action::EditTasks),
            project: row.project,
            version: row.version,
            column_id: row.column_id,
            task: ListedTask {
                id: row.id,
                key: format!("{}-{}", row.project_key, row.number),
                project_key: row.project_key,
                number: row.number,
                title: row.title,
                column: row.column,
                priority: Priority::from_number(row.priority),
                due_on: row.due_on,
                done: row.done,
            },
        })
        .collect())
}
