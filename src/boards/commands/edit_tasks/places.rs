//! Where tasks go that are moved together, and where they were.

use super::Task;
use crate::{
    Error, Result,
    boards::{
        bulk::{BulkEdit, Change, Fields},
        project::Column,
        rank,
        store::{bulk, columns, tasks as store},
    },
    database::TenantTx,
    ids::{ColumnId, TaskId},
};
use std::collections::{HashMap, HashSet};

/// What came of moving tasks into a column.
pub struct Placed {
    /// Those that were not in place already.
    pub tasks: Vec<TaskId>,
    /// All tasks of the column got new ranks.
    pub spread: bool,
}

/// Puts locked tasks into a locked column one behind the other: behind `after`, else before `before`, else at its end,
/// where those that are in the column stay where they are.
pub async fn place(tx: &mut TenantTx, column: &Column, tasks: &[TaskId], set: &Fields) -> Result<Placed> {
    let order = columns::task_ids(tx, column.id).await?;
    let at = |id: Option<TaskId>| id.and_then(|id| order.iter().position(|other| *other == id));
    let index = at(set.after).map(|at| at + 1).or_else(|| at(set.before));
    let moving: Vec<TaskId> = tasks.iter().copied().filter(|id| index.is_some() || !order.contains(id)).collect();
    let moves: HashSet<TaskId> = moving.iter().copied().collect();
    let stay = |id: &&TaskId| !moves.contains(*id);
    let low = order[..index.unwrap_or(order.len())].iter().rev().find(stay).copied();
    let high = order[index.unwrap_or(order.len())..].iter().find(stay).copied();
    if moving.is_empty() || in_place(&order, low, &moving, high) {
        return Ok(Placed { tasks: Vec::new(), spread: false });
    }
    let mut previous = rank_of(tx, column.id, low).await?;
    let high = rank_of(tx, column.id, high).await?;
    let mut ranks: Vec<String> = Vec::with_capacity(moving.len());
    for _ in &moving {
        let rank = rank::between(previous.as_deref(), high.as_deref()).map_err(Error::internal)?;
        previous = Some(rank.clone());
        ranks.push(rank);
    }
    bulk::place(tx, column, &moving, &ranks).await?;
    let spread = ranks.iter().any(|rank| rank.len() > rank::LONG);
    if spread {
        let order = columns::task_ids(tx, column.id).await?;
        columns::rewrite_order(tx, column, &order).await?;
    }
    Ok(Placed { tasks: moving, spread })
}

async fn rank_of(tx: &mut TenantTx, column_id: ColumnId, task: Option<TaskId>) -> Result<Option<String>> {
    match task {
        Some(task) => store::rank_in(tx, column_id, task).await,
        None => Ok(None),
    }
}

/// Whether the tasks stand between the two already, in this order.
fn in_place(order: &[TaskId], low: Option<TaskId>, moving: &[TaskId], high: Option<TaskId>) -> bool {
    let wanted: Vec<TaskId> = low.into_iter().chain(moving.iter().copied()).chain(high).collect();
    order.windows(wanted.len()).any(|some| some == wanted)
}

/// The order of the columns that tasks are taken from, before anything moves.
#[derive(Default)]
pub struct Places(HashMap<ColumnId, Vec<TaskId>>);

impl Places {
    pub async fn of(tx: &mut TenantTx, tasks: &HashMap<TaskId, Task>) -> Result<Self> {
        let columns: HashSet<ColumnId> = tasks.values().map(|task| task.before.column_id).collect();
        let mut orders = HashMap::new();
        for column_id in columns {
            orders.insert(column_id, columns::task_ids(tx, column_id).await?);
        }
        Ok(Self(orders))
    }

    /// What takes a change back. Tasks that moved go back one by one, each behind the one it stood behind; the others
    /// are together with those that get the same.
    pub fn undoing(&self, changed: &[&Task], moved: impl Fn(TaskId) -> bool) -> BulkEdit {
        let mut changed = changed.to_vec();
        changed.sort_by(|a, b| (a.before.column_id, &a.before.rank).cmp(&(b.before.column_id, &b.before.rank)));
        let mut changes: Vec<Change> = Vec::new();
        for task in changed {
            let mut set = Fields::undoing(&task.before, &task.after);
            set.archived = (task.was_archived != task.archived).then_some(task.was_archived);
            if moved(task.before.id) {
                self.put_back(&mut set, task, &moved);
            }
            match changes.iter_mut().find(|change| change.set == set) {
                Some(change) => change.tasks.push(task.before.id),
                None => changes.push(Change { tasks: vec![task.before.id], set }),
            }
        }
        BulkEdit { changes }
    }

    fn put_back(&self, set: &mut Fields, task: &Task, moved: impl Fn(TaskId) -> bool) {
        let column_id = task.before.column_id;
        let order = self.0.get(&column_id).map(Vec::as_slice).unwrap_or_default();
        let at = order.iter().position(|id| *id == task.before.id).unwrap_or(order.len());
        set.column_id = Some(column_id);
        set.after = at.checked_sub(1).and_then(|before| order.get(before)).copied();
        // The first of its column: before the first that stayed, since the others are not back yet.
        set.before = order.iter().skip(at + 1).copied().find(|id| set.after.is_none() && !moved(*id));
    }
}
