//! Where the focus goes once the screen is drawn anew.

use leptos::prelude::*;
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

/// Leptos cancels a frame when the view that asked for it is gone, which is just what a field does that hands its focus
/// back; this one comes anyway.
pub fn next_frame(act: impl FnOnce() + 'static) {
    let act = Closure::once_into_js(act);
    let _ = window().request_animation_frame(act.unchecked_ref());
}
