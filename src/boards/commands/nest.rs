//! Making a task a part of another one. It happens under the project's row lock: of two who nest at once
//! the second sees what the first has written, so that they do not close a circle together.

use super::{move_task::only_card, record, task_key};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        policy::Action,
        relation::MOST_LEVELS,
        store::{
            access::{Which, load_for},
            columns, family, tasks,
        },
        task::Card,
    },
    database::{Db, TenantTx},
    ids::{ProjectId, TaskId},
};
use serde_json::json;

/// Makes a task a part of another one of its project, or of none.
pub async fn nest_task(db: &Db, actor: &Actor, task_id: TaskId, parent_id: Option<TaskId>) -> Result<Card> {
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::EditTasks, Which::Task(task_id)).await?.project;
    columns::lock_project(&mut tx, project.id).await?;
    let task = tasks::lock(&mut tx, task_id).await?;
    if task.archived {
        return Err(Error::invalid("", "This task is archived. Restore it to change it."));
    }
    let before = family::parent_id(&mut tx, task_id).await?;
    if before == parent_id {
        return only_card(&mut tx, project.id, task_id).await;
    }
    if let Some(parent_id) = parent_id {
        demand_place(&mut tx, project.id, parent_id, Some(task_id)).await?;
    }
    family::set_parent(&mut tx, task_id, parent_id).await?;
    let mut parents = Vec::new();
    for id in [parent_id, before].into_iter().flatten() {
        parents.push(tasks::find(&mut tx, id).await?);
    }
    let data = json!({
        "key": task_key(&project, task.number),
        "title": task.title,
        "parent": parents.first().map(|parent| task_key(&project, parent.number)),
        // Their cards show how far their subtasks are.
        "also": parents.iter().map(|parent| parent.id).collect::<Vec<_>>(),
    });
    let kind = if parent_id.is_some() { "task.nested" } else { "task.detached" };
    let card = only_card(&mut tx, project.id, task_id).await?;
    record(&mut tx, kind, project.id, task_id.uuid(), data).await?;
    tx.commit().await?;
    Ok(card)
}

/// Refuses a parent of another project, under itself, or too deep. The project is locked. `task_id` is
/// nothing for a task that is only being made.
pub(super) async fn demand_place(
    tx: &mut TenantTx,
    project_id: ProjectId,
    parent_id: TaskId,
    task_id: Option<TaskId>,
) -> Result<()> {
    let refuse = |message: &str| Err(Error::invalid("parent_id", message));
    let line = family::line(tx, project_id, parent_id).await?;
    if line.is_empty() {
        return refuse("The task that it becomes a part of must be on the same board.");
    }
    if task_id.is_some_and(|task_id| line.contains(&task_id)) {
        return refuse("A task cannot become a part of itself.");
    }
    let levels = match task_id {
        Some(task_id) => family::levels(tx, task_id).await?,
        None => 1,
    };
    if line.len() + levels > MOST_LEVELS {
        return refuse("Subtasks go five levels deep at most.");
    }
    Ok(())
}
