//! A card is put down in another lane, another column, or both.

use super::super::change::change;
use crate::boards::{api::Place, drag::Landed, state::BoardState};
use atrium::{
    boards::{
        bulk::Fields,
        view::{View, group::Of},
    },
    ids::TaskId,
};
use leptos::prelude::*;

/// What the pointer put down.
pub fn landed(state: BoardState, landed: Landed) {
    let Landed { task_id, column_id, after, before, lanes } = landed;
    let by = state.view.with_untracked(View::grouped);
    let all = state.board.with_untracked(|board| by.groups(board));
    let lane = |word: &str| all.iter().map(|(of, _)| *of).find(|of| of.word() == word);
    let Some((from, to)) = lanes.and_then(|(from, to)| lane(&from).zip(lane(&to))) else { return };
    put(state, task_id, (from, to), Place { column_id, after, before });
}

/// Changes what the lane stands for together with the column and the place in it: one change, taken back as one.
pub fn put(state: BoardState, task_id: TaskId, (from, to): (Of, Of), place: Place) {
    let set = to.entering(from);
    let stays = state.column_of(task_id) == Some(place.column_id);
    let Place { column_id, after, before } = place;
    if set == Fields::default() {
        if !stays || after.is_some() || before.is_some() {
            state.move_task(task_id, place);
        }
    } else if stays && after.is_none() && before.is_none() {
        change(state, vec![task_id], set);
    } else {
        change(state, vec![task_id], Fields { column_id: Some(column_id), after, before, ..set });
    }
}
