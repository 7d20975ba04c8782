//! The board by keyboard: arrows or j k go from card to card, space lifts, arrows carry, space puts down, Escape leaves
//! it where it was. What happens is said to screen readers.

use super::state::{BoardState, place_at};
use crate::{shortcuts::sequence::is_second, ui::focus_soon};
use atrium::ids::{ColumnId, TaskId};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

#[derive(Clone, Copy)]
enum Step {
    Up,
    Down,
    Left,
    Right,
}

impl Step {
    fn of(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowUp" | "k" => Self::Up,
            "ArrowDown" | "j" => Self::Down,
            "ArrowLeft" => Self::Left,
            "ArrowRight" => Self::Right,
            _ => return None,
        })
    }

    fn is_forward(self) -> bool {
        matches!(self, Self::Right | Self::Down)
    }
}

pub fn pressed(event: &KeyboardEvent, state: BoardState, said: RwSignal<String>) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || is_second(event) {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    // Keys belong to a card only while its title has the focus.
    let card = target
        .filter(|target| target.class_list().contains("title"))
        .and_then(|title| title.closest(".card").ok().flatten());
    let Some(task_id) = card.and_then(|card| card.get_attribute("data-task")).and_then(|id| id.parse::<TaskId>().ok())
    else {
        return;
    };
    let held = state.held.get_untracked().filter(|(held, _)| *held == task_id);
    let key = event.key();
    let handled = match (key.as_str(), held) {
        (" ", None) => lift(state, task_id, said),
        (" " | "Enter", Some((_, place))) => {
            state.held.set(None);
            state.move_task(task_id, place);
            say(said, state, task_id, "put down in");
            focus_card(task_id);
            true
        }
        ("Escape", Some(_)) => {
            state.held.set(None);
            said.set("Left where it was.".to_owned());
            focus_card(task_id);
            true
        }
        (key, held) => match Step::of(key) {
            Some(step) if held.is_some() => {
                carry(state, task_id, step);
                say(said, state, task_id, "now in");
                focus_card(task_id);
                true
            }
            Some(step) => walk(state, task_id, step),
            None => false,
        },
    };
    if handled {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// The column and index of a card as it is shown.
fn position(state: BoardState, task_id: TaskId) -> Option<(ColumnId, Vec<TaskId>, usize)> {
    let column_id = state.column_of(task_id)?;
    let tasks = state.order_of(column_id);
    let index = tasks.iter().position(|id| *id == task_id)?;
    Some((column_id, tasks, index))
}

fn lift(state: BoardState, task_id: TaskId, said: RwSignal<String>) -> bool {
    if !state.board.with_untracked(|board| board.can.edit_tasks) {
        return false;
    }
    if let Some((column_id, mut tasks, index)) = position(state, task_id) {
        tasks.remove(index);
        state.held.set(Some((task_id, place_at(column_id, &tasks, index))));
        say(said, state, task_id, "lifted in");
        focus_card(task_id);
    }
    true
}

pub fn neighbour_column(state: BoardState, column_id: ColumnId, forward: bool) -> Option<ColumnId> {
    let columns: Vec<_> = state.board.with_untracked(|board| board.columns.iter().map(|column| column.id).collect());
    let at = columns.iter().position(|id| *id == column_id)?;
    if forward { columns.get(at + 1).copied() } else { at.checked_sub(1).map(|at| columns[at]) }
}

fn carry(state: BoardState, task_id: TaskId, step: Step) {
    let Some((column_id, mut tasks, index)) = position(state, task_id) else { return };
    tasks.remove(index);
    let place = match step {
        Step::Up => place_at(column_id, &tasks, index.saturating_sub(1)),
        Step::Down => place_at(column_id, &tasks, (index + 1).min(tasks.len())),
        Step::Left | Step::Right => {
            let Some(target) = neighbour_column(state, column_id, step.is_forward()) else { return };
            let others = state.order_of(target);
            place_at(target, &others, index.min(others.len()))
        }
    };
    state.held.set(Some((task_id, place)));
}

fn walk(state: BoardState, task_id: TaskId, step: Step) -> bool {
    let Some((column_id, tasks, index)) = position(state, task_id) else { return false };
    let next = match step {
        Step::Up => index.checked_sub(1).and_then(|index| tasks.get(index).copied()),
        Step::Down => tasks.get(index + 1).copied(),
        Step::Left | Step::Right => {
            let mut column = neighbour_column(state, column_id, step.is_forward());
            // Empty columns are passed over.
            while let Some(id) = column.filter(|id| state.order_of(*id).is_empty()) {
                column = neighbour_column(state, id, step.is_forward());
            }
            column.map(|id| state.order_of(id)).and_then(|tasks| tasks.get(index).or(tasks.last()).copied())
        }
    };
    if let Some(next) = next {
        focus_card(next);
    }
    true
}

fn say(said: RwSignal<String>, state: BoardState, task_id: TaskId, what: &str) {
    let Some((column_id, tasks, index)) = position(state, task_id) else { return };
    let column = state.board.with_untracked(|board| {
        board.columns.iter().find(|column| column.id == column_id).map(|column| column.name.clone()).unwrap_or_default()
    });
    let title = state.card_now(task_id).map(|card| card.title).unwrap_or_default();
    said.set(format!("{title}: {what} {column}, place {} of {}.", index + 1, tasks.len()));
}

/// After the list has been drawn anew.
fn focus_card(task_id: TaskId) {
    focus_soon(format!("[data-task=\"{task_id}\"] .title"));
}
