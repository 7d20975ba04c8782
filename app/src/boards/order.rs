//! The order of cards as it is shown, with moves replayed that the server has not answered yet.

use super::api::Place;
use atrium::{
    boards::{project::Column, task::Card},
    ids::{ColumnId, TaskId},
};

/// The tasks of each column that has any, by column.
pub type Order = Vec<(ColumnId, Vec<TaskId>)>;

pub fn in_order<'a>(cards: impl Iterator<Item = &'a Card>) -> Order {
    let mut cards: Vec<&Card> = cards.collect();
    cards.sort_unstable_by(|a, b| {
        a.column_id.cmp(&b.column_id).then_with(|| a.rank.cmp(&b.rank)).then_with(|| a.id.cmp(&b.id))
    });
    let columns = cards.chunk_by(|a, b| a.column_id == b.column_id);
    columns.map(|tasks| (tasks[0].column_id, tasks.iter().map(|card| card.id).collect())).collect()
}

pub fn tasks_of(order: &Order, column_id: ColumnId) -> Vec<TaskId> {
    order.iter().find(|(id, _)| *id == column_id).map(|(_, tasks)| tasks.clone()).unwrap_or_default()
}

pub fn put_behind(columns: &mut Vec<Column>, column_id: ColumnId, after: Option<ColumnId>) {
    let Some(from) = columns.iter().position(|column| column.id == column_id) else { return };
    let column = columns.remove(from);
    let at = after.and_then(|after| columns.iter().position(|other| other.id == after)).map_or(0, |at| at + 1);
    columns.insert(at, column);
}

/// Moves a task in the shown order the way the server will: after the one, else before the other,
/// else to the end.
pub fn replay(order: &mut Order, task_id: TaskId, to: &Place) {
    let mut was_there = false;
    for (_, tasks) in &mut *order {
        let before = tasks.len();
        tasks.retain(|id| *id != task_id);
        was_there |= tasks.len() < before;
    }
    if !was_there {
        return;
    }
    let column = order.binary_search_by_key(&to.column_id, |(id, _)| *id).unwrap_or_else(|free| {
        order.insert(free, (to.column_id, Vec::new()));
        free
    });
    let tasks = &mut order[column].1;
    let find = |wanted: Option<TaskId>| wanted.and_then(|wanted| tasks.iter().position(|id| *id == wanted));
    let at = find(to.after).map(|at| at + 1).or_else(|| find(to.before)).unwrap_or(tasks.len());
    tasks.insert(at, task_id);
}

/// The place at `index` of a column whose tasks, without the moving one, are `tasks`.
pub fn place_at(column_id: ColumnId, tasks: &[TaskId], index: usize) -> Place {
    Place {
        column_id,
        after: index.checked_sub(1).and_then(|before| tasks.get(before)).copied(),
        before: tasks.get(index).copied(),
    }
}
