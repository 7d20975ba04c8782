//! The events that a drag lives by.

use super::{
    Put,
    gesture::{Drag, Gesture, cancel, moved, press, released},
    hear::{Listener, hear},
};
use crate::boards::state::BoardState;
use leptos::{html, prelude::*};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, KeyboardEvent};

type Handler = fn(&Rc<Drag>, &Event);

pub fn enable(node: NodeRef<html::Div>, state: BoardState, put: Put) {
    let kept = StoredValue::new_local(Vec::<Listener>::new());
    Effect::new(move |_| {
        let Some(board) = node.get() else { return };
        let drag = Rc::new(Drag { board: board.unchecked_into(), state, put, gesture: RefCell::default() });
        // Those of the board before it go, if a list was shown in between.
        kept.set_value(listen(&drag));
    });
    on_cleanup(move || drop(kept.try_update_value(std::mem::take)));
}

fn listen(drag: &Rc<Drag>) -> Vec<Listener> {
    let page: EventTarget = window().unchecked_into();
    let board: EventTarget = drag.board.clone().unchecked_into();
    let handlers: [(&EventTarget, &'static str, Handler); 9] = [
        (&board, "pointerdown", |drag, event| press(drag, event.unchecked_ref())),
        (&page, "pointermove", |drag, event| moved(drag, event.unchecked_ref())),
        (&page, "pointerup", |drag, event| released(drag, event.unchecked_ref())),
        (&page, "pointercancel", |drag, _| cancel(drag)),
        (&page, "keydown", |drag, event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                cancel(drag);
            }
        }),
        // Once a card flies, a finger must not scroll.
        (&board, "touchmove", |drag, event| {
            if matches!(*drag.gesture.borrow(), Gesture::Flying(_)) && event.cancelable() {
                event.prevent_default();
            }
        }),
        (&board, "dragstart", |_, event| event.prevent_default()),
        (&board, "selectstart", |drag, event| {
            if !matches!(*drag.gesture.borrow(), Gesture::Idle) {
                event.prevent_default();
            }
        }),
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
            hear(target, name, move |event| handle(&drag, &event))
        })
        .collect()
}
