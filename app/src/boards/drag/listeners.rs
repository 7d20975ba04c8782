//! The events that a drag lives by, and the one that must not follow it.

use super::gesture::{Drag, Gesture, cancel, moved, press, released};
use crate::boards::state::BoardState;
use leptos::{html, prelude::*};
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, Event, EventTarget, KeyboardEvent};

type Handler = fn(&Rc<Drag>, &Event);
type Listener = (EventTarget, &'static str, Closure<dyn FnMut(Event)>);

pub fn enable(node: NodeRef<html::Div>, state: BoardState) {
    let kept = StoredValue::new_local(Vec::<Listener>::new());
    Effect::new(move |_| {
        let Some(board) = node.get() else { return };
        let drag = Rc::new(Drag { board: board.unchecked_into(), state, gesture: RefCell::default() });
        // The board before it, if a list was shown in between.
        let_go(kept);
        kept.set_value(listen(&drag));
    });
    on_cleanup(move || let_go(kept));
}

fn let_go(kept: StoredValue<Vec<Listener>, LocalStorage>) {
    kept.try_update_value(|listeners| {
        for (target, name, closure) in listeners.drain(..) {
            let _ = target.remove_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        }
    });
}

fn listen(drag: &Rc<Drag>) -> Vec<Listener> {
    let page: EventTarget = window().unchecked_into();
    let board: EventTarget = drag.board.clone().unchecked_into();
    let handlers: [(&EventTarget, &'static str, Handler); 8] = [
        (&board, "pointerdown", |drag, event| press(drag, event.unchecked_ref())),
        (&page, "pointermove", |drag, event| moved(drag, event.unchecked_ref())),
        (&page, "pointerup", |drag, event| released(drag, event.unchecked_ref())),
        (&page, "pointercancel", |drag, _| cancel(drag)),
        (&page, "keydown", |drag, event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                cancel(drag);
            }
        }),
        // Once a card flies, a finger must not scroll; the listener cannot be passive.
        (&board, "touchmove", |drag, event| {
            if matches!(*drag.gesture.borrow(), Gesture::Flying(_)) && event.cancelable() {
                event.prevent_default();
            }
        }),
        (&board, "dragstart", |_, event| event.prevent_default()),
        (&board, "contextmenu", |drag, event| {
            if !matches!(*drag.gesture.borrow(), Gesture::Idle) {
                event.prevent_default();
            }
        }),
    ];
    handlers
        .into_iter()
        .map(|(target, name, handle)| {
            let drag = Rc::clone(drag);
            let closure: Closure<dyn FnMut(Event)> = Closure::new(move |event: Event| handle(&drag, &event));
            let options = AddEventListenerOptions::new();
            options.set_passive(false);
            let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
                name,
                closure.as_ref().unchecked_ref(),
                &options,
            );
            (target.clone(), name, closure)
        })
        .collect()
}

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
