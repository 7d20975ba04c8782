//! Rows go by keyboard as in a list. Right goes from a task to its bar, where space lifts it, the arrows move it by days,
//! with Shift its end and with Alt its start, space puts it down and Escape leaves it.

use super::{super::rows, Shared, drag::set_down};
use crate::{
    boards::picking::{target, task_at, writing},
    ui::focus_now,
};
use atrium::{boards::view::timeline::Shift, ids::TaskId};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

pub fn pressed(event: &KeyboardEvent, shared: Shared) {
    if event.ctrl_key() || event.meta_key() || writing(event) {
        return;
    }
    let Some(element) = target(event) else { return };
    let Some(task_id) = task_at(&element) else { return };
    let on_bar = element.class_list().contains("time-bar");
    let handled = if on_bar { on_the_bar(event, shared, task_id) } else { on_the_row(event, task_id) };
    if handled {
        event.prevent_default();
        event.stop_propagation();
    } else {
        rows::keys::pressed(event, shared.rows);
    }
}

fn on_the_row(event: &KeyboardEvent, task_id: TaskId) -> bool {
    match event.key().as_str() {
        "ArrowRight" | "l" => focus(task_id, ":is(.time-bar, .undated)"),
        "m" | "d" => target(event).is_some_and(|element| ask_when(&element)),
        _ => false,
    }
}

fn on_the_bar(event: &KeyboardEvent, shared: Shared, task_id: TaskId) -> bool {
    let held = shared.held.get_untracked().filter(|(id, _)| *id == task_id).map(|(_, shift)| shift);
    let by = match event.key().as_str() {
        "ArrowLeft" | "h" | "H" => -1,
        "ArrowRight" | "l" | "L" => 1,
        _ => 0,
    };
    match (event.key().as_str(), held) {
        (" ", None) if shared.rows.can_edit => {
            shared.held.set(Some((task_id, Shift::default())));
            say(shared, task_id, "lifted");
        }
        (" " | "Enter", Some(shift)) => {
            say(shared, task_id, "put down");
            set_down(shared, task_id, shift);
        }
        ("Escape", Some(_)) => {
            shared.held.set(None);
            shared.said.set("Left as it was.".to_owned());
        }
        (_, Some(Shift { start, end })) if by != 0 => {
            let shift = match (event.shift_key(), event.alt_key()) {
                (true, _) => Shift { start, end: end + by },
                (_, true) => Shift { start: start + by, end },
                _ => Shift { start: start + by, end: end + by },
            };
            shared.held.set(Some((task_id, shift)));
            say(shared, task_id, "now");
        }
        ("ArrowLeft" | "h" | "Escape", None) => return focus(task_id, ".title"),
        ("m" | "d", None) => return target(event).is_some_and(|element| ask_when(&element)),
        (_, held) => return held.is_some(),
    }
    true
}

fn focus(task_id: TaskId, inside: &str) -> bool {
    focus_now(&format!(".time-rows [data-task=\"{task_id}\"] {inside}"))
}

fn ask_when(element: &Element) -> bool {
    let row = element.closest("[data-row]").ok().flatten();
    let button = row.and_then(|row| row.query_selector("[data-field=\"when\"]").ok().flatten());
    let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) else { return false };
    // So that the focus comes back to it.
    let _ = button.focus();
    button.click();
    true
}

fn say(shared: Shared, task_id: TaskId, what: &str) {
    let Some((span, card)) = untrack(|| shared.span(task_id)).zip(shared.state.card_now(task_id)) else { return };
    shared.said.set(format!("{}: {what} {} to {}.", card.title, span.from.long(), span.to.long()));
}
