//! What the screen says when tasks are completed that others still block, where the project wants it said.

use super::{
    api::Place,
    state::{BoardState, place_at},
};
use atrium::{
    boards::project::WhenBlocked,
    ids::{ColumnId, TaskId},
};
use leptos::prelude::*;

fn warns(state: BoardState, task_id: TaskId) -> bool {
    state.board.with_untracked(|board| board.project.when_blocked == WhenBlocked::Warn)
        && state.card_now(task_id).is_some_and(|card| card.blocked)
}

/// Whether tasks of this column count as completed.
pub fn is_done(state: BoardState, column_id: ColumnId) -> bool {
    state.board.with_untracked(|board| board.columns.iter().any(|column| column.id == column_id && column.done))
}

/// Where a task is before a move that completes it although it is blocked.
pub fn place_before(state: BoardState, task_id: TaskId, to: Place) -> Option<Place> {
    let card = state.card_now(task_id).filter(|_| is_done(state, to.column_id) && warns(state, task_id))?;
    let mut tasks = state.order_of(card.column_id);
    let index = tasks.iter().position(|id| *id == task_id)?;
    tasks.remove(index);
    Some(place_at(card.column_id, &tasks, index))
}

/// Says that a blocked task was completed, and offers the place where it was.
pub fn offer_back(state: BoardState, task_id: TaskId, place: Place) {
    let undo = Callback::new(move |()| state.move_task(task_id, place));
    state.toasts.undoable("Completed, though another task still blocks it.", undo);
}

/// What to say when all tasks of a column are completed at once, by its end or by a change of it.
pub fn sentence_of_column(state: BoardState, column_id: ColumnId, completed: bool) -> Option<&'static str> {
    let tasks = state.order_of(column_id);
    (completed && !is_done(state, column_id) && tasks.into_iter().any(|task_id| warns(state, task_id)))
        .then_some("Completed, though other tasks still block some of them.")
}
