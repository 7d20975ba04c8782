//! Rows by keyboard: arrows or j k go from row to row, x picks, letters open the menu of a field.

use super::{Item, Shared};
use crate::{
    boards::picking::{Field, target, task_at, writing},
    shortcuts::sequence::is_second,
    ui::{focus_now, focus_soon, is_covered, is_idle},
};
use atrium::boards::view::Layout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlTableCellElement, KeyboardEvent};

/// While nothing has the focus, or something over the rows, the first row gets it when it is asked for.
pub fn listen(shared: Shared) {
    Effect::new(move |_| {
        let handle = window_event_listener(leptos::ev::keydown, move |event| {
            let over = |target: Element| {
                let head = ".switcher-row > :not(.menu)";
                is_idle(&target) || target.closest(head).ok().flatten().is_some()
            };
            let idle = target(&event).is_some_and(over) && !writing(&event) && !is_covered();
            let plain = !(event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key());
            if idle && plain && matches!(event.key().as_str(), "j" | "k" | "ArrowDown" | "ArrowUp") {
                event.prevent_default();
                let first = shared.items.with_untracked(|items| items.iter().find_map(Item::row));
                if let Some(row) = first {
                    focus_row(shared, row, None);
                }
            }
        });
        on_cleanup(move || handle.remove());
    });
}

pub fn pressed(event: &KeyboardEvent, shared: Shared) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || writing(event) || is_second(event) {
        return;
    }
    let Some(from) = target(event) else { return };
    let Some(row) = from.closest("[data-row]").ok().flatten() else { return };
    let key = event.key();
    let handled = match key.as_str() {
        "ArrowDown" | "j" => step(event, shared, &row, &from, Step::By(1)),
        "ArrowUp" | "k" => step(event, shared, &row, &from, Step::By(-1)),
        "Home" => step(event, shared, &row, &from, Step::First),
        "End" => step(event, shared, &row, &from, Step::Last),
        "ArrowLeft" => aside(&from, false),
        "ArrowRight" => aside(&from, true),
        "x" if shared.can_edit => task_at(&row).is_some_and(|task_id| {
            shared.state.pick(task_id);
            true
        }),
        "F2" | "e" => {
            let field = from.closest("[data-field]").ok().flatten().filter(|_| key == "F2");
            match field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
                Some(field) => field.click(),
                None => write_title(Some(row), shared),
            }
            true
        }
        key => Field::of_key(key).is_some_and(|field| open(&row, field.word())),
    };
    if handled {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// Opens the field of a row's title, if the element is in a row and nothing else was meant.
pub fn write_title(element: Option<Element>, shared: Shared) {
    let Some(row) = element.and_then(|element| element.closest("[data-row]").ok().flatten()) else { return };
    if shared.can_edit {
        shared.writing.set(row.get_attribute("data-row"));
    }
}

fn open(row: &Element, field: &str) -> bool {
    let button = row.query_selector(&format!("button[data-field=\"{field}\"]")).ok().flatten();
    let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) else { return false };
    // So that the focus comes back to it.
    let _ = button.focus();
    button.click();
    true
}

#[derive(Clone, Copy)]
enum Step {
    By(isize),
    First,
    Last,
}

fn step(event: &KeyboardEvent, shared: Shared, row: &Element, from: &Element, step: Step) -> bool {
    let here = row.get_attribute("data-row");
    let next = shared.items.with_untracked(|items| {
        let rows: Vec<(usize, &Item)> = items.iter().enumerate().filter(|(_, item)| item.task().is_some()).collect();
        let at = rows.iter().position(|(_, item)| item.row() == here)?;
        let wanted = match step {
            Step::By(by) => at.checked_add_signed(by)?,
            Step::First => 0,
            Step::Last => rows.len() - 1,
        };
        rows.get(wanted).and_then(|(_, item)| Some((item.row()?, item.task()?)))
    });
    if let Some((row, task_id)) = next {
        if event.shift_key() && shared.can_edit {
            pick_along(shared, here, task_id);
        }
        focus_row(shared, row, cell_of(from));
    }
    true
}

/// Shift and an arrow pick both rows.
fn pick_along(shared: Shared, here: Option<String>, next: atrium::ids::TaskId) {
    let from = shared.items.with_untracked(|items| items.iter().find(|item| item.row() == here).and_then(Item::task));
    shared.state.picked.update(|picked| {
        for task_id in from.into_iter().chain([next]) {
            if !picked.contains(&task_id) {
                picked.push(task_id);
            }
        }
    });
}

fn cell_of(element: &Element) -> Option<i32> {
    let cell = element.closest("td").ok().flatten()?.dyn_into::<HtmlTableCellElement>().ok()?;
    Some(cell.cell_index())
}

/// To the field beside, in a table.
fn aside(from: &Element, forward: bool) -> bool {
    let mut cell = from.closest("td").ok().flatten();
    while let Some(here) = cell {
        cell = if forward { here.next_element_sibling() } else { here.previous_element_sibling() };
        let found = cell.as_ref().and_then(|cell| cell.query_selector("a, button, input").ok().flatten());
        if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            let _ = found.focus();
            return true;
        }
    }
    false
}

/// Brings a row onto the screen and gives it the focus, after it is drawn.
pub fn focus_row(shared: Shared, row: String, cell: Option<i32>) {
    let at =
        shared.items.with_untracked(|items| items.iter().position(|item| item.row().as_deref() == Some(row.as_str())));
    let Some(at) = at else { return };
    shared.drawn.show(at);
    let table = shared.state.view.with_untracked(|view| view.layout) == Layout::Table;
    let inside = match cell.filter(|_| table) {
        Some(cell) => format!("td:nth-child({}) :is(a, button, input)", cell + 1),
        None => "a.title".to_owned(),
    };
    let wanted = format!("[data-row=\"{row}\"] {inside}");
    // The next key may come before the next frame. A row further away is drawn first.
    if !focus_now(&wanted) {
        focus_soon(wanted);
    }
}
