//! Dragging a card by mouse, pen or finger.
//!
//! A mouse lifts after 6 px; a finger after a press of a quarter of a second, so that a swipe still
//! scrolls. The lifted copy follows the pointer by `transform` alone; the place where it would land
//! is looked up from what is drawn, so cards that arrive meanwhile do no harm.

use super::state::{BoardState, place_at};
use atrium::ids::{ColumnId, TaskId};
use leptos::{html, prelude::*};

pub mod click;
#[cfg(feature = "hydrate")]
mod edges;
#[cfg(feature = "hydrate")]
mod flight;
#[cfg(feature = "hydrate")]
mod gesture;
pub mod hear;
#[cfg(feature = "hydrate")]
mod landing;
#[cfg(feature = "hydrate")]
mod listeners;

/// Where a card was put down: between two others, in a column and, on a board with lanes, from one lane into another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landed {
    pub task_id: TaskId,
    pub column_id: ColumnId,
    pub after: Option<TaskId>,
    pub before: Option<TaskId>,
    pub lanes: Option<(String, String)>,
}

/// What becomes of a card that was put down.
pub type Put = fn(BoardState, Landed);

#[cfg(feature = "hydrate")]
pub fn enable(board: NodeRef<html::Div>, state: BoardState, put: Put) {
    listeners::enable(board, state, put);
}

#[cfg(not(feature = "hydrate"))]
pub fn enable(_: NodeRef<html::Div>, _: BoardState, _: Put) {}

/// On a board of columns: to the place before the card that it was put above, or to the end.
pub fn into_column(state: BoardState, landed: Landed) {
    let Landed { task_id, column_id, before, .. } = landed;
    let others: Vec<_> = state.order_of(column_id).into_iter().filter(|id| *id != task_id).collect();
    let at = before.and_then(|before| others.iter().position(|id| *id == before)).unwrap_or(others.len());
    state.land(task_id, place_at(column_id, &others, at));
}
