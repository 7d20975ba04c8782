//! The one listener for keys. It is small, since every page carries it; what the keys open comes later.

use super::{Reach, Tool, private};
use crate::{
    frame::FrameData,
    shortcuts::{PLACES, address, are_off, sequence},
    ui::{is_covered, walk_menus},
    undo::{History, Which, use_history},
};
use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlFormElement, KeyboardEvent};

pub fn listen(reach: Reach) {
    walk_menus();
    let Some(FrameData { workspace, .. }) = use_context() else { return };
    let (history, navigate) = (use_history(), use_navigate());
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || event.is_composing() || event.repeat() {
            return;
        }
        let handled = if event.ctrl_key() || event.meta_key() {
            !event.alt_key() && with_command(&event, reach, history)
        } else if event.alt_key() || types(&event) || is_covered() || are_off() {
            false
        } else if sequence::is_second(&event) {
            sequence::end();
            let place = PLACES.iter().find(|(key, ..)| *key == event.key());
            let place = place.zip(workspace.get_untracked()).map(|((.., place), slug)| address(place, &slug));
            place.map(|place| navigate(&place, NavigateOptions::default())).is_some()
        } else if event.key() == "g" {
            sequence::begin(&event);
            true
        } else {
            alone(&event.key(), reach, workspace.with_untracked(Option::is_some))
        };
        if handled {
            event.prevent_default();
        }
    });
    let leaving = window_event_listener(ev::submit, |event| {
        let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        if form.is_some_and(|form| form.action().ends_with("/sign-out")) {
            private::forget();
        }
    });
    on_cleanup(move || {
        keys.remove();
        leaving.remove();
    });
}

fn with_command(event: &KeyboardEvent, reach: Reach, history: History) -> bool {
    let key = event.key().to_lowercase();
    match key.as_str() {
        // What is written in an open window is not lost to another.
        "k" if reach.is_open() => {}
        "k" => reach.open(Tool::Palette),
        "z" | "y" if !types(event) && !is_covered() => {
            let again = key == "y" || event.shift_key();
            history.turn(if again { Which::Again } else { Which::Back });
        }
        _ => return false,
    }
    true
}

fn alone(key: &str, reach: Reach, in_workspace: bool) -> bool {
    match key {
        // What a page finds and makes itself is meant there.
        "/" | "c" if press(key) => {}
        "/" => reach.open(Tool::Palette),
        "?" => reach.open(Tool::Shortcuts),
        "c" if in_workspace => reach.open(Tool::NewTask),
        key => return press(key),
    }
    true
}

/// Presses, or goes to, what carries this key; in the open panel rather than behind it.
fn press(key: &str) -> bool {
    if key.len() != 1 || !key.chars().all(|c| c.is_ascii_alphanumeric() || c == '/') {
        return false;
    }
    let find = |around: &str| {
        let selector = format!("{around} [aria-keyshortcuts=\"{key}\"]");
        document().query_selector(&selector).ok().flatten().and_then(|found| found.dyn_into::<HtmlElement>().ok())
    };
    let Some(found) = find(".panel").or_else(|| find("body")) else { return false };
    if found.matches("input, select, textarea").unwrap_or(false) {
        let _ = found.focus();
    } else {
        found.click();
    }
    true
}

/// Whether the key goes into a text.
fn types(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let fields = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
    target.is_some_and(|target| target.closest(fields).ok().flatten().is_some())
}
