use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, Event};

/// The click that ends a drag opens nothing.
pub fn swallow_click() {
    let closure: Closure<dyn FnMut(Event)> = Closure::new(|event: Event| {
        event.prevent_default();
        event.stop_propagation();
    });
    let options = AddEventListenerOptions::new();
    options.set_capture(true);
    options.set_once(true);
    let callback = closure.as_ref().unchecked_ref::<js_sys::Function>().clone();
    let _ = window().add_event_listener_with_callback_and_add_event_listener_options("click", &callback, &options);
    // Where no click comes, the listener must not wait for the next one.
    set_timeout(
        move || {
            let _ = window().remove_event_listener_with_callback_and_bool("click", &callback, true);
            drop(closure);
        },
        Duration::from_millis(50),
    )
    .ok();
}
