//! Lists of pages by keyboard: arrows, or j and k, go from one to the next; from where nothing has the focus, to the first.

use crate::{
    hydration::once_awake,
    shortcuts::{are_off, sequence::is_second},
    ui::{focus_beside, is_covered, is_idle},
};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// While the calling view is there, the keys go along what `links` finds.
pub fn listen(links: &'static str) {
    Effect::new(move |_| {
        once_awake(move || {
            let keys = window_event_listener(ev::keydown, move |event| pressed(&event, links));
            on_cleanup(move || keys.remove());
        });
    });
}

fn pressed(event: &KeyboardEvent, links: &str) {
    let elsewhere = event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key();
    let by = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        "j" if !are_off() => 1,
        "k" if !are_off() => -1,
        _ => return,
    };
    if elsewhere || is_second(event) || is_covered() {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(from) = target.filter(|target| is_idle(target) || target.matches(links).unwrap_or(false)) {
        focus_beside(links, &from, by);
        event.prevent_default();
    }
}
