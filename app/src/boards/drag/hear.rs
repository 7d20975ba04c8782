use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, Event, EventTarget};

/// A listener that is there until it is dropped.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

/// Hears an event, and may refuse what the browser would do with it: the listener is not passive.
pub fn hear(target: &EventTarget, name: &'static str, act: impl FnMut(Event) + 'static) -> Listener {
    let closure: Closure<dyn FnMut(Event)> = Closure::new(act);
    let options = AddEventListenerOptions::new();
    options.set_passive(false);
    let callback = closure.as_ref().unchecked_ref();
    let _ = target.add_event_listener_with_callback_and_add_event_listener_options(name, callback, &options);
    Listener { target: target.clone(), name, closure }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.name, self.closure.as_ref().unchecked_ref());
    }
}
