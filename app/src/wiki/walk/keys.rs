use crate::{
    shortcuts::{are_off, sequence::is_second},
    ui::{focus_beside, is_covered, is_idle},
};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// While the calling view is there, the keys go along what `links` finds.
pub fn listen(links: &'static str) {
    // At once: it changes nothing that is still to be woken, and the first key may come before anything done later.
    let keys = window_event_listener(ev::keydown, move |event| pressed(&event, links));
    on_cleanup(move || keys.remove());
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
    if let Some(from) = target.and_then(|target| place_of(target, links)) {
        focus_beside(links, &from, by);
        event.prevent_default();
    }
}

/// Where the keys go on from: what else can be pressed in a row belongs to it.
fn place_of(target: Element, links: &str) -> Option<Element> {
    if is_idle(&target) || target.matches(links).unwrap_or(false) {
        return Some(target);
    }
    target.closest("li").ok().flatten()?.query_selector(links).ok().flatten()
}
