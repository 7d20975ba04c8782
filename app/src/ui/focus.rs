//! Where the focus goes once the screen is drawn anew.

use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::HtmlElement;

/// Gives the focus to the first element that the selector finds, if there is one.
pub fn focus_now(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    found.and_then(|found| found.dyn_into::<HtmlElement>().ok()).is_some_and(|found| found.focus().is_ok())
}

/// The same in the next frame.
pub fn focus_soon(selector: String) {
    next_frame(move || {
        focus_now(&selector);
    });
}

/// Whether a dialog or a menu lies over the page and has the keys.
pub fn is_covered() -> bool {
    document().query_selector("dialog[open], .menu:popover-open").ok().flatten().is_some()
}

/// In a task of its own after the next frame, unless the calling view is gone by then. The browser knows then where
/// everything is: what is asked of it costs nothing, and what is drawn is laid out once.
pub fn after_frame(act: impl FnOnce() + 'static) {
    let _ = request_animation_frame(move || {
        set_timeout(act, Duration::ZERO).ok();
    });
}

/// Leptos cancels a frame when the view that asked for it is gone, which is just what a field does that hands its focus
/// back; this one comes anyway.
pub fn next_frame(act: impl FnOnce() + 'static) {
    let act = Closure::once_into_js(act);
    let _ = window().request_animation_frame(act.unchecked_ref());
}
