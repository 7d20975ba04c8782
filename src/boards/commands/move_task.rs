//! Moving a task. The client says what it meant ("into this column, after this, before that"); the
//! place is worked out here, under the column's lock, from what the column holds now.

use super::{blocked::demand_unblocked, bring_next::after_completion, record, task_key};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        policy::Action,
        project::Column,
        rank,
        store::{
            access::{Which, load_for},
            cards, columns, tasks,
        },
        task::Card,
    },
    database::{Db, TenantTx},
    idempotency::{self, Once},
    ids::{ColumnId, TaskId},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Where a task should go. A neighbour that has left the column meanwhile is passed over; without
/// any, the end of the column is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveTo {
    pub column_id: ColumnId,
    #[serde(default)]
    pub after: Option<TaskId>,
    #[serde(default)]
    pub before: Option<TaskId>,
}

pub async fn move_task(db: &Db, actor: &Actor, task_id: TaskId, to: MoveTo) -> Result<Card> {
    move_task_once(db, actor, task_id, to, None).await
}

/// The same for a move that may be sent again, when its answer was lost: a second time it moves nothing back.
pub async fn move_task_once(db: &Db, actor: &Actor, task_id: TaskId, to: MoveTo, once: Option<&Once>) -> Result<Card> {
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::EditTasks, Which::Task(task_id)).await?.project;
    if idempotency::claim(&mut tx, once, task_id.uuid()).await?.is_some() {
        return only_card(&mut tx, project.id, task_id).await;
    }
    let column = columns::lock(&mut tx, project.id, to.column_id).await?;
    let task = tasks::lock(&mut tx, task_id).await?;
    if task.archived {
        return Err(Error::invalid("", "This task is archived. Restore it to move it."));
    }
    let (low, high) = neighbours(&mut tx, &to, Some(task_id)).await?;
    let fits = low.as_deref().is_none_or(|low| low < task.rank.as_str())
        && high.as_deref().is_none_or(|high| task.rank.as_str() < high);
    if task.column_id == column.id && fits {
        let card = only_card(&mut tx, project.id, task_id).await?;
        tx.commit().await?;
        return Ok(card);
    }
    if column.done {
        demand_unblocked(&mut tx, actor, &project, &[task_id]).await?;
    }
    let rank = rank::between(low.as_deref(), high.as_deref()).map_err(Error::internal)?;
    tasks::place(&mut tx, task_id, column.id, &rank, column.done).await?;
    if column.done {
        after_completion(&mut tx, &[task_id]).await?;
    }
    let spread = rank.len() > rank::LONG;
    if spread {
        let order = columns::task_ids(&mut tx, column.id).await?;
        columns::rewrite_order(&mut tx, &column, &order).await?;
    }
    let from = columns::list(&mut tx, project.id).await?.into_iter().find(|other| other.id == task.column_id);
    let data = json!({
        "key": task_key(&project, task.number),
        "title": task.title,
        "from": from.map(|column| column.name),
        "to": column.name,
        "spread": spread,
    });
    let card = only_card(&mut tx, project.id, task_id).await?;
    record(&mut tx, "task.moved", project.id, task_id.uuid(), data).await?;
    tx.commit().await?;
    Ok(card)
}

pub(super) async fn only_card(tx: &mut TenantTx, project_id: crate::ids::ProjectId, task_id: TaskId) -> Result<Card> {
    cards::on_board(tx, project_id, Some(&[task_id])).await?.pop().ok_or(Error::NotFound)
}

/// The ranks on both sides of the wanted place. The column is locked.
async fn neighbours(
    tx: &mut TenantTx,
    to: &MoveTo,
    moving: Option<TaskId>,
) -> Result<(Option<String>, Option<String>)> {
    if let Some(after) = to.after.filter(|&after| Some(after) != moving)
        && let Some(low) = tasks::rank_in(tx, to.column_id, after).await?
    {
        let high = tasks::rank_after(tx, to.column_id, Some(&low), moving).await?;
        return Ok((Some(low), high));
    }
    if let Some(before) = to.before.filter(|&before| Some(before) != moving)
        && let Some(high) = tasks::rank_in(tx, to.column_id, before).await?
    {
        let low = tasks::rank_before(tx, to.column_id, Some(&high), moving).await?;
        return Ok((low, Some(high)));
    }
    Ok((tasks::rank_before(tx, to.column_id, None, moving).await?, None))
}

/// A rank at the end of a locked column.
pub(super) async fn rank_at_end(tx: &mut TenantTx, column: &Column) -> Result<String> {
    let last = tasks::rank_before(tx, column.id, None, None).await?;
    rank::between(last.as_deref(), None).map_err(Error::internal)
}
