use super::move_task::{MoveTo, move_task};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        policy::Action,
        store::{
            access::{Which, load_for},
            cards, columns,
        },
        task::Card,
    },
    database::Db,
    ids::TaskId,
};
use serde::{Deserialize, Serialize};

/// A task that was completed, and where it stood before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Completed {
    pub card: Card,
    pub was: MoveTo,
    pub version_before: i32,
}

/// Moves a task to the end of the first column of its board whose tasks count as completed. One that is completed
/// already stays where it is.
pub async fn complete_task(db: &Db, actor: &Actor, task_id: TaskId) -> Result<Completed> {
    let mut tx = db.view(actor).await?;
    let project = load_for(&mut tx, actor, Action::EditTasks, Which::Task(task_id)).await?.project;
    let columns = columns::list(&mut tx, project.id).await?;
    let card = cards::on_board(&mut tx, project.id, Some(&[task_id]))
        .await?
        .pop()
        .ok_or_else(|| Error::invalid("", "This task is archived. Restore it to complete it."))?;
    let column = columns::task_ids(&mut tx, card.column_id).await?;
    let at = column.iter().position(|id| *id == task_id).unwrap_or(0);
    let was = MoveTo {
        column_id: card.column_id,
        after: at.checked_sub(1).map(|before| column[before]),
        before: column.get(at + 1).copied(),
    };
    let version_before = card.version;
    if columns.iter().any(|column| column.done && column.id == card.column_id) {
        return Ok(Completed { card, was, version_before });
    }
    let done = columns
        .iter()
        .find(|column| column.done)
        .ok_or_else(|| Error::invalid("", "This board has no column whose tasks count as done."))?;
    let to = MoveTo { column_id: done.id, after: None, before: None };
    drop(tx);
    let card = move_task(db, actor, task_id, to).await?;
    Ok(Completed { card, was, version_before })
}
