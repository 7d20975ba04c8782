//! Something carried over a calendar or a timeline by mouse, pen or finger. As on the board a mouse lifts after 6 px
//! and a finger after a quarter of a second, so that a swipe still scrolls.

use crate::boards::drag::{
    click::swallow_click,
    hear::{Listener, hear},
};
use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, KeyboardEvent, PointerEvent};

const MOUSE_LIFTS_AFTER_PX: f64 = 6.0;
const FINGER_SLIPS_AFTER_PX: f64 = 10.0;
const FINGER_LIFTS_AFTER: Duration = Duration::from_millis(250);

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// What a view does with what is carried over it.
#[derive(Clone, Copy)]
pub struct Hand<T: 'static> {
    /// Takes up what was pressed, if it can be.
    pub lift: fn(T, &Element, Point) -> bool,
    pub carry: fn(T, Point),
    /// Puts it down, or with no place lets it be where it was.
    pub put: fn(T, Option<Point>),
}

#[derive(Default)]
enum Grip {
    #[default]
    Empty,
    Pressed {
        pointer: i32,
        target: Element,
        start: Point,
        finger: bool,
    },
    Carrying {
        pointer: i32,
    },
}

struct Over<T: 'static> {
    view: T,
    hand: Hand<T>,
    grip: RefCell<Grip>,
}

/// Listens on the view's element from when it is there until it goes.
pub fn enable<T: Copy + 'static>(node: NodeRef<html::Div>, view: T, hand: Hand<T>)
where
    T: Send + Sync,
{
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        let over = Rc::new(Over { view, hand, grip: RefCell::default() });
        let listeners = SendWrapper::new(listen(&element.unchecked_into(), &over));
        on_cleanup(move || drop(listeners));
    });
}

fn listen<T: Copy + 'static>(element: &EventTarget, over: &Rc<Over<T>>) -> Vec<Listener> {
    let page: EventTarget = window().unchecked_into();
    let with = |act: fn(&Rc<Over<T>>, Event)| {
        let over = Rc::clone(over);
        move |event: Event| act(&over, event)
    };
    vec![
        hear(element, "pointerdown", with(|over, event| over.press(event.unchecked_ref()))),
        hear(&page, "pointermove", with(|over, event| over.moved(event.unchecked_ref()))),
        hear(&page, "pointerup", with(|over, event| over.released(event.unchecked_ref()))),
        hear(&page, "pointercancel", with(|over, _| over.let_go())),
        hear(
            &page,
            "keydown",
            with(|over, event| {
                if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" && over.carries() {
                    event.prevent_default();
                    over.let_go();
                }
            }),
        ),
        // While something is carried a finger does not scroll, and nothing else is dragged.
        hear(element, "touchmove", with(|over, event| over.keep_still(&event))),
        hear(element, "contextmenu", with(|over, event| over.keep_still(&event))),
        hear(element, "dragstart", with(|_, event| event.prevent_default())),
    ]
}

impl<T: Copy + 'static> Over<T> {
    fn carries(&self) -> bool {
        matches!(*self.grip.borrow(), Grip::Carrying { .. })
    }

    fn keep_still(&self, event: &Event) {
        if self.carries() && event.cancelable() {
            event.prevent_default();
        }
    }

    fn press(self: &Rc<Self>, event: &PointerEvent) {
        if event.button() != 0 || !event.is_primary() || event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let (pointer, finger) = (event.pointer_id(), event.pointer_type() == "touch");
        *self.grip.borrow_mut() = Grip::Pressed { pointer, target, start: point(event), finger };
        if finger {
            let over = Rc::clone(self);
            let waited = move || {
                if matches!(*over.grip.borrow(), Grip::Pressed { pointer: other, .. } if other == pointer) {
                    over.lift();
                }
            };
            set_timeout(waited, FINGER_LIFTS_AFTER).ok();
        }
    }

    fn moved(&self, event: &PointerEvent) {
        let at = point(event);
        let mut grip = self.grip.borrow_mut();
        let lifts = match &*grip {
            Grip::Pressed { pointer, start, finger, .. } if *pointer == event.pointer_id() => {
                let far = (at.x - start.x).hypot(at.y - start.y);
                if *finger && far > FINGER_SLIPS_AFTER_PX {
                    *grip = Grip::Empty;
                    return;
                }
                !finger && far > MOUSE_LIFTS_AFTER_PX
            }
            Grip::Carrying { pointer } if *pointer == event.pointer_id() => false,
            _ => return,
        };
        drop(grip);
        if lifts {
            self.lift();
        }
        if self.carries() {
            event.prevent_default();
            (self.hand.carry)(self.view, at);
        }
    }

    fn lift(&self) {
        let Grip::Pressed { pointer, target, start, .. } = self.grip.take() else { return };
        if (self.hand.lift)(self.view, &target, start) {
            *self.grip.borrow_mut() = Grip::Carrying { pointer };
            set_dragging(true);
        }
    }

    fn released(&self, event: &PointerEvent) {
        let carried = match &*self.grip.borrow() {
            Grip::Pressed { pointer, .. } if *pointer == event.pointer_id() => false,
            Grip::Carrying { pointer } if *pointer == event.pointer_id() => true,
            _ => return,
        };
        self.grip.take();
        if carried {
            event.prevent_default();
            swallow_click();
            set_dragging(false);
            (self.hand.put)(self.view, Some(point(event)));
        }
    }

    fn let_go(&self) {
        if matches!(self.grip.take(), Grip::Carrying { .. }) {
            set_dragging(false);
            (self.hand.put)(self.view, None);
        }
    }
}

fn set_dragging(on: bool) {
    if let Some(body) = document().body() {
        let _ = body.class_list().toggle_with_force("dragging", on);
    }
}

fn point(event: &PointerEvent) -> Point {
    Point { x: f64::from(event.client_x()), y: f64::from(event.client_y()) }
}
