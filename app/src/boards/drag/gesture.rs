//! A press that may become a drag, the drag, and its end.

use super::Put;
use super::{
    edges::each_frame,
    flight::{Flight, Point, Press},
    landing,
};
use crate::boards::state::BoardState;
use leptos::prelude::*;
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};

const MOUSE_LIFTS_AFTER_PX: f64 = 6.0;
const FINGER_SLIPS_AFTER_PX: f64 = 10.0;
const FINGER_LIFTS_AFTER: Duration = Duration::from_millis(250);

#[derive(Default)]
pub enum Gesture {
    #[default]
    Idle,
    Pressed(Press),
    Flying(Flight),
}

pub struct Drag {
    pub board: HtmlElement,
    pub state: BoardState,
    pub put: Put,
    pub gesture: RefCell<Gesture>,
}

fn point(event: &PointerEvent) -> Point {
    Point { x: f64::from(event.client_x()), y: f64::from(event.client_y()) }
}

pub fn press(drag: &Rc<Drag>, event: &PointerEvent) {
    if event.button() != 0 || !event.is_primary() {
        return;
    }
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    if target.closest("button, input, textarea, select").ok().flatten().is_some() {
        return;
    }
    let card = target.closest(".card").ok().flatten().and_then(|card| card.dyn_into::<HtmlElement>().ok());
    let Some(card) = card else { return };
    let Some(task_id) = card.get_attribute("data-task").and_then(|id| id.parse().ok()) else { return };
    let finger = event.pointer_type() == "touch";
    let press = Press { pointer: event.pointer_id(), card, task_id, start: point(event), finger };
    *drag.gesture.borrow_mut() = Gesture::Pressed(press);
    if finger {
        let (drag, pointer) = (Rc::clone(drag), event.pointer_id());
        set_timeout(
            move || {
                let waiting = matches!(&*drag.gesture.borrow(), Gesture::Pressed(press) if press.pointer == pointer);
                if waiting {
                    lift(&drag);
                }
            },
            FINGER_LIFTS_AFTER,
        )
        .ok();
    }
}

pub fn moved(drag: &Rc<Drag>, event: &PointerEvent) {
    let at = point(event);
    let mut lifts = false;
    let mut gesture = drag.gesture.borrow_mut();
    match &mut *gesture {
        Gesture::Idle => return,
        Gesture::Pressed(press) if press.pointer == event.pointer_id() => {
            let far = (at.x - press.start.x).hypot(at.y - press.start.y);
            if press.finger && far > FINGER_SLIPS_AFTER_PX {
                *gesture = Gesture::Idle;
                return;
            }
            lifts = !press.finger && far > MOUSE_LIFTS_AFTER_PX;
        }
        Gesture::Flying(flight) if flight.press.pointer == event.pointer_id() => {
            event.prevent_default();
            flight.at = at;
            flight.follow();
        }
        Gesture::Pressed(_) | Gesture::Flying(_) => {}
    }
    drop(gesture);
    if lifts {
        lift(drag);
        moved(drag, event);
    }
}

fn lift(drag: &Rc<Drag>) {
    let Gesture::Pressed(press) = drag.gesture.take() else { return };
    let Some(flight) = Flight::begin(press, &drag.board) else { return };
    *drag.gesture.borrow_mut() = Gesture::Flying(flight);
    each_frame(Rc::clone(drag));
}

pub fn released(drag: &Rc<Drag>, event: &PointerEvent) {
    let ours = match &*drag.gesture.borrow() {
        Gesture::Idle => false,
        Gesture::Pressed(press) => press.pointer == event.pointer_id(),
        Gesture::Flying(flight) => flight.press.pointer == event.pointer_id(),
    };
    if !ours {
        return;
    }
    if let Gesture::Flying(mut flight) = drag.gesture.take() {
        event.prevent_default();
        landing::show(&drag.board, &mut flight);
        super::click::swallow_click();
        flight.settle();
        // The board changes in a task of its own, so that the copy is on its way before.
        let drag = Rc::clone(drag);
        let land = move || {
            let target = landing::of(&flight);
            flight.tidy(&drag.board);
            if let Some(landed) = target.filter(|_| drag.state.lives()) {
                (drag.put)(drag.state, landed);
            }
        };
        set_timeout(land, Duration::ZERO).ok();
    }
}

pub fn cancel(drag: &Rc<Drag>) {
    if let Gesture::Flying(flight) = drag.gesture.take() {
        flight.copy.remove();
        flight.tidy(&drag.board);
    }
}
