//! The grid by keyboard. On a day arrows go from day to day, Enter goes to its tasks, n adds one; on a task arrows go to
//! the next one or the day beside, space lifts, arrows carry by days and weeks, space puts down, Escape lets it be.

use super::{super::change::change, Shared, day_menu};
use crate::{
    boards::picking::{target, task_at, writing},
    shortcuts::sequence::is_second,
    ui::{focus_now, focus_soon},
};
use atrium::{
    boards::view::calendar::{Span, moved, turned},
    day::Day,
    ids::TaskId,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// By how many days a key goes on.
fn step(key: &str) -> Option<i32> {
    Some(match key {
        "ArrowLeft" | "h" => -1,
        "ArrowRight" | "l" => 1,
        "ArrowUp" | "k" => -7,
        "ArrowDown" | "j" => 7,
        _ => return None,
    })
}

pub fn pressed(event: &KeyboardEvent, shared: Shared) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || writing(event) || is_second(event) {
        return;
    }
    let Some(element) = target(event) else { return };
    let Some(cell) = element.closest("td[data-day]").ok().flatten() else { return };
    let Some(day) = cell.get_attribute("data-day").and_then(|day| day.parse::<Day>().ok()) else { return };
    let handled = match element.closest(".bar").ok().flatten().as_ref().and_then(task_at) {
        Some(task_id) => on_task(&event.key(), shared, (&cell, day), task_id),
        None => on_day(&event.key(), shared, (&cell, day)),
    };
    if handled {
        event.prevent_default();
        event.stop_propagation();
    }
}

fn on_day(key: &str, shared: Shared, (cell, day): (&Element, Day)) -> bool {
    match key {
        "Home" => go(shared, day.monday()),
        "End" => go(shared, day.monday().plus(6)),
        "PageUp" => go(shared, turned(shared.scale.get_untracked(), day, false)),
        "PageDown" => go(shared, turned(shared.scale.get_untracked(), day, true)),
        "Enter" => match bars(cell).first() {
            Some(first) => drop(first.focus()),
            None => day_menu::open(day),
        },
        " " | "n" => day_menu::open(day),
        key => match step(key) {
            Some(days) => go(shared, day.plus(days)),
            None => return false,
        },
    }
    true
}

fn on_task(key: &str, shared: Shared, (cell, day): (&Element, Day), task_id: TaskId) -> bool {
    let held = shared.held.get_untracked().filter(|(id, _)| *id == task_id);
    match (key, held) {
        (" ", None) if shared.can_edit => {
            shared.held.set(Some((task_id, 0)));
            say(shared, task_id, "lifted on");
        }
        (" " | "Enter", Some((_, days))) => {
            let card = shared.state.card_now(task_id);
            say(shared, task_id, "put down on");
            batch(move || {
                shared.held.set(None);
                if let Some(card) = card.filter(|_| days != 0) {
                    change(shared.state, vec![task_id], moved(&card, days));
                }
            });
            focus_bar(task_id);
        }
        ("Escape", Some(_)) => {
            shared.held.set(None);
            shared.said.set("Left where it was.".to_owned());
            focus_bar(task_id);
        }
        ("Escape", None) => drop(cell.unchecked_ref::<HtmlElement>().focus()),
        ("x", None) if shared.can_edit => shared.state.pick(task_id),
        ("m" | "d", None) if shared.can_edit => day_menu::open(day),
        (key, Some((_, days))) => match step(key) {
            Some(more) => {
                shared.held.set(Some((task_id, days + more)));
                if let Some(at) = span_of(shared, task_id) {
                    shared.show(at.from);
                }
                say(shared, task_id, "now on");
                focus_bar(task_id);
            }
            None => return false,
        },
        (key, None) => return walk(key, shared, (cell, day), task_id),
    }
    true
}

/// To the next task of the day, or the day beside.
fn walk(key: &str, shared: Shared, (cell, day): (&Element, Day), task_id: TaskId) -> bool {
    let Some(days) = step(key) else { return false };
    if days.abs() == 1 {
        go(shared, day.plus(days));
        return true;
    }
    let bars = bars(cell);
    let at = bars.iter().position(|bar| task_at(bar) == Some(task_id)).unwrap_or(0);
    match at.checked_add_signed(if days > 0 { 1 } else { -1 }) {
        Some(next) => drop(bars.get(next).map(HtmlElement::focus)),
        None => drop(cell.unchecked_ref::<HtmlElement>().focus()),
    }
    true
}

fn bars(cell: &Element) -> Vec<HtmlElement> {
    let Ok(all) = cell.query_selector_all(".bar .title") else { return Vec::new() };
    (0..all.length()).filter_map(|at| all.get(at)?.dyn_into().ok()).collect()
}

fn go(shared: Shared, day: Day) {
    let cell = format!("td[data-day=\"{day}\"]");
    // Another month is drawn first: its days take the places of these.
    if shared.show(day) {
        focus_soon(cell);
    } else {
        focus_now(&cell);
    }
}

fn span_of(shared: Shared, task_id: TaskId) -> Option<Span> {
    shared.spans.with_untracked(|spans| spans.iter().find(|span| span.task_id == task_id).copied())
}

fn say(shared: Shared, task_id: TaskId, what: &str) {
    let Some((span, card)) = span_of(shared, task_id).zip(shared.state.card_now(task_id)) else { return };
    shared.said.set(format!("{}: {what} {}.", card.title, span.to.long()));
}

fn focus_bar(task_id: TaskId) {
    focus_soon(format!(".calendar .month [data-task=\"{task_id}\"] .title"));
}
