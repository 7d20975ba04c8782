//! The keys of the inbox: j and k move, Enter opens, e is done, u is unread, h is put off.

use super::{entry::About, state::InboxState};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

pub fn pressed(event: &KeyboardEvent, state: InboxState) {
    if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() || is_busy(event) {
        return;
    }
    match event.key().as_str() {
        "j" | "ArrowDown" => state.step(true),
        "k" | "ArrowUp" => state.step(false),
        "e" => act(state, InboxState::finish),
        "h" => press(state, ".snooze"),
        "Enter" if is_on_the_page(event) => press(state, "a"),
        "u" => {
            if let Some(entry) = state.entry_at() {
                state.set_unread(entry.about, !entry.unread);
            }
        }
        _ => return,
    }
    event.prevent_default();
}

fn act(state: InboxState, act: impl Fn(InboxState, About)) {
    if let Some(about) = state.at.get_untracked() {
        act(state, about);
    }
}

/// Whether somebody writes, or a menu is open.
fn is_busy(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|target| target.matches("input, textarea, select").unwrap_or(false))
        || document().query_selector(":popover-open:not(#sidebar), dialog[open]").is_ok_and(|open| open.is_some())
}

/// Where Enter has no meaning of its own.
fn is_on_the_page(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_none_or(|target| !target.matches("a, button").unwrap_or(false))
}

pub fn place_of(about: About) -> String {
    match about {
        About::Task(id) => format!("item-{id}"),
        About::Page(id) => format!("item-{id}"),
    }
}

/// Presses what the item has there.
fn press(state: InboxState, what: &str) {
    if let Some(found) = part(state, what) {
        found.click();
    }
}

fn part(state: InboxState, what: &str) -> Option<HtmlElement> {
    let item = document().get_element_by_id(&place_of(state.at.get_untracked()?))?;
    item.query_selector(what).ok()??.dyn_into().ok()
}

/// Brings the keys' item under the eyes and under the focus.
pub fn follow(state: InboxState) {
    Effect::new(move |_| {
        if state.at.get().is_some()
            && let Some(link) = part(state, "a")
        {
            let _ = link.focus();
        }
    });
}
