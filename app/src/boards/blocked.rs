//! What the screen says when tasks are completed that others still block, where the project wants it said.

use super::{api::Place, state::BoardState};
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

/// Whether a move completes a task although it is blocked.
pub fn completes(state: BoardState, task_id: TaskId, to: Place) -> bool {
    is_done(state, to.column_id) && warns(state, task_id)
}

/// Says that a blocked task was completed, and offers to take it back.
pub fn offer_back(state: BoardState) {
    state.history.offer_saying(|_| "Completed, though another task still blocks it.".to_owned());
}

/// What to say when all tasks of a column are completed at once, by its end or by a change of it.
pub fn sentence_of_column(state: BoardState, column_id: ColumnId, completed: bool) -> Option<&'static str> {
    let tasks = state.order_of(column_id);
    (completed && !is_done(state, column_id) && tasks.into_iter().any(|task_id| warns(state, task_id)))
        .then_some("Completed, though other tasks still block some of them.")
}
