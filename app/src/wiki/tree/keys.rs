//! The keys of the tree, and what a click in it means.

use super::{
    rows::{Row, Step},
    state::TreeState,
};
use crate::{shortcuts::sequence::is_second, ui::focus_now};
use atrium::ids::PageId;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, MouseEvent};

pub fn page_of(event: &Event) -> Option<PageId> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-page]").ok().flatten()?.get_attribute("data-page")?.parse().ok()
}

/// On the chevron a click folds or unfolds; elsewhere it follows the link.
pub fn clicked(event: &MouseEvent, state: TreeState) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let twists = target.is_some_and(|target| target.closest(".twist").ok().flatten().is_some());
    let Some(id) = page_of(event).filter(|_| twists) else { return };
    let open = row(state, id).and_then(|row| row.open);
    if let Some(open) = open {
        event.prevent_default();
        event.stop_propagation();
        state.unfold(id, !open);
    }
}

fn row(state: TreeState, id: PageId) -> Option<Row> {
    untrack(|| state.rows()).into_iter().find(|row| row.id == id)
}

pub fn pressed(event: &KeyboardEvent, state: TreeState) {
    if event.ctrl_key() || event.meta_key() || event.is_composing() || is_second(event) {
        return;
    }
    let Some(id) = page_of(event) else { return };
    let handled = if event.alt_key() { moves(&event.key(), id, state) } else { goes(&event.key(), id, state) };
    if handled {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// With Alt the arrows move the page.
fn moves(key: &str, id: PageId, state: TreeState) -> bool {
    let step = match key {
        "ArrowUp" => Step::Up,
        "ArrowDown" => Step::Down,
        "ArrowRight" => Step::In,
        "ArrowLeft" => Step::Out,
        _ => return false,
    };
    if state.may_move(id) {
        match state.tree.with_untracked(|tree| tree.step(id, step)) {
            Some(spot) => state.put(id, spot),
            None => state.said.set("It can not go there.".to_owned()),
        }
    }
    true
}

fn goes(key: &str, id: PageId, state: TreeState) -> bool {
    let rows = untrack(|| state.rows());
    let Some(at) = rows.iter().position(|row| row.id == id) else { return false };
    let open = rows[at].open;
    match key {
        "ArrowDown" | "j" => focus(rows.get(at + 1)),
        "ArrowUp" | "k" => focus(at.checked_sub(1).and_then(|at| rows.get(at))),
        "Home" => focus(rows.first()),
        "End" => focus(rows.last()),
        "ArrowRight" if open == Some(false) => state.unfold(id, true),
        "ArrowRight" if open == Some(true) => focus(rows.get(at + 1)),
        "ArrowLeft" if open == Some(true) => state.unfold(id, false),
        "ArrowLeft" => focus(rows[..at].iter().rfind(|row| row.depth < rows[at].depth)),
        "m" if state.may_move(id) => state.moving.set(Some(id)),
        "ArrowRight" => {}
        _ => return false,
    }
    true
}

fn focus(row: Option<&Row>) {
    if let Some(row) = row {
        focus_now(&format!(".page-tree [data-page=\"{}\"]", row.id));
    }
}
