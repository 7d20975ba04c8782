//! The order of cards as it is shown, with moves replayed that the server has not answered yet.

use super::api::Place;
use atrium::{
    boards::{project::Column, task::Card},
    ids::{ColumnId, TaskId},
};
use std::collections::HashMap;

pub fn in_order<'a>(cards: impl Iterator<Item = &'a Card>) -> HashMap<ColumnId, Vec<TaskId>> {
    let mut columns: HashMap<ColumnId, Vec<&Card>> = HashMap::new();
    for card in cards {
        columns.entry(card.column_id).or_default().push(card);
    }
    columns
        .into_iter()
        .map(|(column_id, mut cards)| {
            cards.sort_unstable_by(|a, b| a.rank.cmp(&b.rank).then(a.id.cmp(&b.id)));
            (column_id, cards.into_iter().map(|card| card.id).collect())
        })
        .collect()
}

pub fn put_behind(columns: &mut Vec<Column>, column_id: ColumnId, after: Option<ColumnId>) {
    let Some(from) = columns.iter().position(|column| column.id == column_id) else { return };
    let column = columns.remove(from);
    let at = after.and_then(|after| columns.iter().position(|other| other.id == after)).map_or(0, |at| at + 1);
    columns.insert(at, column);
}

/// Moves a task in the shown order the way the server will: after the one, else before the other,
/// else to the end.
pub fn replay(order: &mut HashMap<ColumnId, Vec<TaskId>>, task_id: TaskId, to: &Place) {
    let mut was_there = false;
    for tasks in order.values_mut() {
        let before = tasks.len();
        tasks.retain(|id| *id != task_id);
        was_there |= tasks.len() < before;
    }
    if !was_there {
        return;
    }
    let tasks = order.entry(to.column_id).or_default();
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
