//! Lanes by keyboard, as the board has it: arrows or h j k l go from card to card and on into the next lane, space
//! lifts, arrows carry, space puts down, Escape leaves the card where it was.

use super::{Shared, put::put};
use crate::{
    boards::{
        api::Place,
        order::place_at,
        picking::{target, task_at, writing},
    },
    shortcuts::sequence::is_second,
    ui::focus_soon,
};
use atrium::{
    boards::view::group::Of,
    ids::{ColumnId, TaskId},
};
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// Where a card stands.
#[derive(Clone, Copy)]
struct Spot {
    lane: Of,
    column_id: ColumnId,
    at: usize,
}

#[derive(Clone, Copy)]
enum Step {
    Down(bool),
    Right(bool),
}

fn step(key: &str) -> Option<Step> {
    Some(match key {
        "ArrowUp" | "k" => Step::Down(false),
        "ArrowDown" | "j" => Step::Down(true),
        "ArrowLeft" | "h" => Step::Right(false),
        "ArrowRight" | "l" => Step::Right(true),
        _ => return None,
    })
}

pub fn pressed(event: &KeyboardEvent, shared: Shared) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || writing(event) || is_second(event) {
        return;
    }
    // Keys belong to a card only while its title has the focus.
    let Some(title) = target(event).filter(|element| element.matches(".card .title").unwrap_or(false)) else { return };
    let Some((task_id, spot)) = task_at(&title).and_then(|id| Some((id, spot_of(shared, &title, id)?))) else { return };
    let held = shared.held.get_untracked().filter(|(id, ..)| *id == task_id);
    let key = event.key();
    let handled = match (key.as_str(), held) {
        (" ", None) if shared.can_edit => {
            hold(shared, task_id, (spot.lane, spot), "lifted in");
            true
        }
        (" " | "Enter", Some((_, from, to))) => {
            let place = shared.state.held.get_untracked().map(|(_, place)| place);
            say(shared, task_id, spot, "put down in");
            batch(move || {
                let_go(shared);
                if let Some(place) = place {
                    put(shared.state, task_id, (from, to), place);
                }
            });
            focus(to, task_id);
            true
        }
        ("Escape", Some((_, from, _))) => {
            let_go(shared);
            shared.said.set("Left where it was.".to_owned());
            focus(from, task_id);
            true
        }
        ("x", None) if shared.can_edit => {
            shared.state.pick(task_id);
            true
        }
        (key, Some((_, from, _))) => step(key).is_some_and(|step| {
            if let Some(next) = carried(shared, task_id, spot, step) {
                hold(shared, task_id, (from, next), "now in");
            }
            true
        }),
        (key, None) => step(key).is_some_and(|step| {
            if let Some((lane, next)) = beside(shared, spot, step) {
                focus(lane, next);
            }
            true
        }),
    };
    if handled {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// All cards, lane by lane.
pub fn in_order(shared: Shared) -> Vec<TaskId> {
    let columns = shared.state.columns().get_untracked();
    let cells = open_lanes(shared).into_iter().flat_map(|lane| columns.iter().map(move |column| (lane, column.id)));
    cells.flat_map(|(lane, column_id)| shared.cell(lane, column_id)).collect()
}

fn open_lanes(shared: Shared) -> Vec<Of> {
    let lanes = shared.lanes.get_untracked();
    let open = |of: &Of| shared.folded.with_untracked(|folded| !folded.contains(&of.word()));
    lanes.into_iter().map(|(of, _)| of).filter(open).collect()
}

fn spot_of(shared: Shared, title: &web_sys::Element, task_id: TaskId) -> Option<Spot> {
    let cell = title.closest(".cards").ok().flatten()?;
    let (word, column_id) = (cell.get_attribute("data-lane")?, cell.get_attribute("data-column")?.parse().ok()?);
    let lane = shared.lanes.with_untracked(|lanes| lanes.iter().map(|(of, _)| *of).find(|of| of.word() == word))?;
    let at = shared.cell(lane, column_id).iter().position(|id| *id == task_id)?;
    Some(Spot { lane, column_id, at })
}

/// The column or the lane beside.
fn next_of<T: Copy + PartialEq>(all: &[T], one: T, forward: bool) -> Option<T> {
    let at = all.iter().position(|other| *other == one)?;
    all.get(at.checked_add_signed(if forward { 1 } else { -1 })?).copied()
}

fn columns(shared: Shared) -> Vec<ColumnId> {
    shared.state.columns().get_untracked().into_iter().map(|column| column.id).collect()
}

/// The card beside one. Empty columns and lanes are passed over.
fn beside(shared: Shared, spot: Spot, step: Step) -> Option<(Of, TaskId)> {
    let Spot { mut lane, mut column_id, at } = spot;
    match step {
        Step::Right(forward) => loop {
            column_id = next_of(&columns(shared), column_id, forward)?;
            let tasks = shared.cell(lane, column_id);
            if let Some(task_id) = tasks.get(at).or(tasks.last()) {
                return Some((lane, *task_id));
            }
        },
        Step::Down(forward) => {
            let tasks = shared.cell(lane, column_id);
            let next = at.checked_add_signed(if forward { 1 } else { -1 }).and_then(|at| tasks.get(at));
            if let Some(task_id) = next {
                return Some((lane, *task_id));
            }
            loop {
                lane = next_of(&open_lanes(shared), lane, forward)?;
                let tasks = shared.cell(lane, column_id);
                if let Some(task_id) = if forward { tasks.first() } else { tasks.last() } {
                    return Some((lane, *task_id));
                }
            }
        }
    }
}

/// Where a held card goes next: through its cell, and on into the lane beyond.
fn carried(shared: Shared, task_id: TaskId, spot: Spot, step: Step) -> Option<Spot> {
    let others = |lane, column_id| shared.cell(lane, column_id).iter().filter(|id| **id != task_id).count();
    let Spot { lane, column_id, at } = spot;
    match step {
        Step::Right(forward) => {
            let column_id = next_of(&columns(shared), column_id, forward)?;
            Some(Spot { lane, column_id, at: at.min(others(lane, column_id)) })
        }
        Step::Down(true) if at < others(lane, column_id) => Some(Spot { at: at + 1, ..spot }),
        Step::Down(false) if at > 0 => Some(Spot { at: at - 1, ..spot }),
        Step::Down(forward) => {
            let lane = next_of(&open_lanes(shared), lane, forward)?;
            Some(Spot { lane, column_id, at: if forward { 0 } else { others(lane, column_id) } })
        }
    }
}

fn hold(shared: Shared, task_id: TaskId, (from, spot): (Of, Spot), what: &str) {
    let mut others = shared.cell(spot.lane, spot.column_id);
    others.retain(|id| *id != task_id);
    let place: Place = place_at(spot.column_id, &others, spot.at);
    batch(move || {
        shared.held.set(Some((task_id, from, spot.lane)));
        shared.state.held.set(Some((task_id, place)));
    });
    say(shared, task_id, spot, what);
    focus(spot.lane, task_id);
}

fn let_go(shared: Shared) {
    shared.held.set(None);
    shared.state.held.set(None);
}

fn say(shared: Shared, task_id: TaskId, spot: Spot, what: &str) {
    let lane = shared
        .lanes
        .with_untracked(|lanes| lanes.iter().find(|(of, _)| *of == spot.lane).map(|(_, name)| name.clone()));
    let column = shared.state.columns().get_untracked().into_iter().find(|column| column.id == spot.column_id);
    let title = shared.state.card_now(task_id).map(|card| card.title).unwrap_or_default();
    let column = column.map(|column| column.name).unwrap_or_default();
    shared.said.set(format!("{title}: {what} {column}, {}, place {}.", lane.unwrap_or_default(), spot.at + 1));
}

/// After the lanes have been drawn anew.
fn focus(lane: Of, task_id: TaskId) {
    focus_soon(format!(".lane[data-lane=\"{}\"] [data-task=\"{task_id}\"] .title", lane.word()));
}
