//! Changing tasks: shown at once, then sent, then as the server says it.

use super::api::edit_tasks;
use crate::{
    boards::{api, pause::until_reached, state::BoardState},
    failure::Failure,
    undo::{Act, words},
};
use atrium::{
    boards::{
        bulk::{Bulk, BulkEdit, Change, Fields, differ},
        field::unsay,
        rank,
        task::Card,
    },
    day::Day,
    ids::{ColumnId, TaskId},
};
use leptos::prelude::*;

/// Changes one task as its panel would, or several together, which can be taken back.
pub fn change(state: BoardState, tasks: Vec<TaskId>, set: Fields) {
    let before: Vec<Card> = tasks.iter().filter_map(|id| state.card_now(*id)).collect();
    let after: Vec<Card> = before.iter().filter_map(|card| foreseen(state, card, &set)).collect();
    if before == after && set.archived.is_none() {
        return;
    }
    let from = before.first().and_then(|card| state.place_of(card.id)).map(|(place, _)| place);
    for card in &after {
        if set.archived == Some(true) {
            state.take_away(card.id);
        } else {
            state.foresee(card.clone());
        }
    }
    state.history.carry_out(async move {
        let answer = match (before.as_slice(), after.as_slice()) {
            ([was], [card]) if set.archived.is_none() && !set.has_place() => one(state, (was, from), card).await,
            _ => many(state, BulkEdit { changes: vec![Change { tasks, set }] }).await,
        };
        if let Err(failure) = answer
            && failure != Failure::Kept
        {
            // What was shown too early is as it was, unless it has become something else meanwhile.
            for card in before {
                if state.card_now(card.id).is_none_or(|now| now.version == card.version) {
                    state.foresee(card);
                }
            }
            state.toasts.error(failure.to_string());
        }
    });
}

fn foreseen(state: BoardState, card: &Card, set: &Fields) -> Option<Card> {
    let mut card = card.clone();
    set.apply(&mut card).ok()?;
    if let Some(column_id) = set.column_id.filter(|id| *id != card.column_id || set.has_place()) {
        card.column_id = column_id;
        card.rank = rank_at(state, column_id, set);
    }
    Some(card)
}

/// About the rank that the server will give.
fn rank_at(state: BoardState, column_id: ColumnId, set: &Fields) -> String {
    let order = state.order_of(column_id);
    let at = |id: Option<TaskId>| id.and_then(|id| order.iter().position(|other| *other == id));
    let index = at(set.after).map(|at| at + 1).or_else(|| at(set.before)).unwrap_or(order.len());
    let rank =
        |at: Option<usize>| at.and_then(|at| order.get(at)).and_then(|id| state.card_now(*id)).map(|card| card.rank);
    rank::between(rank(index.checked_sub(1)).as_deref(), rank(Some(index)).as_deref()).unwrap_or_default()
}

async fn one(state: BoardState, (was, from): (&Card, Option<api::Place>), card: &Card) -> Result<(), Failure> {
    let workspace = state.workspace.get_value();
    if was.column_id != card.column_id {
        let to = api::Place { column_id: card.column_id, after: None, before: None };
        let card = until_reached(|| api::move_task(workspace.clone(), card.id, to)).await?;
        let from = from.unwrap_or(api::Place { column_id: was.column_id, after: None, before: None });
        let act = |to| Act::Move { task: card.id, to };
        state.did_to(&card, was.version, "moved", act(from), act(to));
        state.put(card);
        return Ok(());
    }
    let (edit, back) = (edit_between(was, card), edit_between(card, was));
    let card = until_reached(|| api::edit_task(workspace.clone(), card.id, edit.clone(), None)).await?;
    let what = words(&edit);
    let act = |edit| Act::Edit { task: card.id, edit };
    state.did_to(&card, was.version, what, act(back), act(edit));
    state.put(card);
    Ok(())
}

fn dates(was: Option<Day>, is: Option<Day>) -> Option<String> {
    (was != is).then(|| is.map(|day| day.to_string()).unwrap_or_default())
}

fn edit_between(was: &Card, card: &Card) -> api::Edit {
    let fields = unsay(&card.fields, &was.fields);
    api::Edit {
        priority: (was.priority != card.priority).then_some(card.priority),
        due_on: dates(was.due_on, card.due_on),
        start_on: dates(was.start_on, card.start_on),
        assignees: differ(&was.assignees, &card.assignees).then(|| card.assignees.clone()),
        labels: differ(&was.labels, &card.labels).then(|| card.labels.clone()),
        fields: (!fields.is_empty()).then_some(fields),
        ..api::Edit::default()
    }
}

async fn many(state: BoardState, edit: BulkEdit) -> Result<(), Failure> {
    let archived = edit.changes.iter().any(|change| change.set.archived == Some(true));
    let project_id = state.board.with_untracked(|board| board.project.id);
    let workspace = state.workspace.get_value();
    let Bulk { cards, gone, undo } = until_reached(|| edit_tasks(workspace.clone(), project_id, edit.clone())).await?;
    let count = cards.len() + gone.len();
    for card in cards {
        state.put(card);
    }
    for task_id in gone {
        state.take_away(task_id);
    }
    if count > 0 {
        state.did_together((if archived { "archived" } else { "changed" }, count), undo, edit);
    }
    Ok(())
}
