//! A press that may become a drag, the drag, and its end.

use super::super::{
    rows::{Beside, Spot},
    state::TreeState,
};
use crate::boards::drag::{
    click::swallow_click,
    hear::{Listener, hear},
};
use atrium::ids::PageId;
use leptos::{html, prelude::*};
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, HtmlElement, KeyboardEvent, PointerEvent};

const MOUSE_LIFTS_AFTER_PX: f64 = 6.0;
const FINGER_SLIPS_AFTER_PX: f64 = 10.0;
const FINGER_LIFTS_AFTER: Duration = Duration::from_millis(250);
/// Of the height of a row, above and below: before it, and after it.
const EDGE: f64 = 0.28;
/// So near to its end a list scrolls, by so much with each movement.
const NEAR_END_PX: f64 = 36.0;
const SCROLL_PX: i32 = 10;

const MARKS: [&str; 3] = ["drop-before", "drop-into", "drop-after"];

struct Press {
    pointer: i32,
    page: PageId,
    start: (f64, f64),
    finger: bool,
}

#[derive(Default)]
enum Gesture {
    #[default]
    Idle,
    Pressed(Press),
    Flying(Flight),
}

struct Flight {
    press: Press,
    /// What follows the pointer.
    copy: HtmlElement,
    target: Option<Spot>,
}

struct Drag {
    tree: HtmlElement,
    state: TreeState,
    gesture: RefCell<Gesture>,
}

type Handler = fn(&Rc<Drag>, &Event);

pub fn enable(node: NodeRef<html::Ul>, state: TreeState) {
    let kept = StoredValue::new_local(Vec::<Listener>::new());
    Effect::new(move |_| {
        let Some(tree) = node.get() else { return };
        let drag = Rc::new(Drag { tree: tree.unchecked_into(), state, gesture: RefCell::default() });
        kept.set_value(listen(&drag));
    });
    on_cleanup(move || drop(kept.try_update_value(std::mem::take)));
}

fn listen(drag: &Rc<Drag>) -> Vec<Listener> {
    let page: EventTarget = window().unchecked_into();
    let tree: EventTarget = drag.tree.clone().unchecked_into();
    let handlers: [(&EventTarget, &'static str, Handler); 8] = [
        (&tree, "pointerdown", |drag, event| press(drag, event.unchecked_ref())),
        (&page, "pointermove", |drag, event| moved(drag, event.unchecked_ref())),
        (&page, "pointerup", |drag, event| released(drag, event.unchecked_ref())),
        (&page, "pointercancel", |drag, _| drop(end(drag))),
        (&page, "keydown", |drag, event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                drop(end(drag));
            }
        }),
        // Once a page flies, a finger must not scroll.
        (&tree, "touchmove", |drag, event| {
            if matches!(*drag.gesture.borrow(), Gesture::Flying(_)) && event.cancelable() {
                event.prevent_default();
            }
        }),
        (&tree, "dragstart", |_, event| event.prevent_default()),
        (&tree, "contextmenu", |drag, event| {
            if !matches!(*drag.gesture.borrow(), Gesture::Idle) && was_touched(event) {
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

fn was_touched(event: &Event) -> bool {
    event.dyn_ref::<PointerEvent>().is_none_or(|pointer| pointer.pointer_type() != "mouse")
}

fn row_of(element: &Element) -> Option<(HtmlElement, PageId)> {
    let row = element.closest("[data-row]").ok()??;
    let id = row.get_attribute("data-row")?.parse().ok()?;
    Some((row.dyn_into().ok()?, id))
}

fn press(drag: &Rc<Drag>, event: &PointerEvent) {
    if event.button() != 0 || !event.is_primary() {
        return;
    }
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let Some((_, page)) = row_of(&target).filter(|(_, page)| drag.state.may_move(*page)) else { return };
    let (pointer, finger) = (event.pointer_id(), event.pointer_type() == "touch");
    let start = (f64::from(event.client_x()), f64::from(event.client_y()));
    *drag.gesture.borrow_mut() = Gesture::Pressed(Press { pointer, page, start, finger });
    if finger {
        let drag = Rc::clone(drag);
        let wait = move || {
            if matches!(&*drag.gesture.borrow(), Gesture::Pressed(press) if press.pointer == pointer) {
                lift(&drag);
            }
        };
        set_timeout(wait, FINGER_LIFTS_AFTER).ok();
    }
}

fn lift(drag: &Rc<Drag>) {
    let Gesture::Pressed(press) = drag.gesture.take() else { return };
    let made = document().create_element("div").ok().and_then(|copy| copy.dyn_into::<HtmlElement>().ok());
    let Some((copy, body)) = made.zip(document().body()) else { return };
    copy.set_class_name("page-lifted");
    copy.set_text_content(Some(&drag.state.title(press.page)));
    let _ = body.append_child(&copy);
    let _ = drag.tree.class_list().add_1("dragging");
    let flight = Flight { press, copy, target: None };
    follow(&flight.copy, flight.press.start);
    *drag.gesture.borrow_mut() = Gesture::Flying(flight);
}

fn follow(copy: &HtmlElement, (x, y): (f64, f64)) {
    let (x, y) = (crate::ui::px(x + 12.0), crate::ui::px(y + 8.0));
    let _ = copy.style().set_property("transform", &format!("translate({x}, {y})"));
}

fn moved(drag: &Rc<Drag>, event: &PointerEvent) {
    let at = (f64::from(event.client_x()), f64::from(event.client_y()));
    let lifts = match &mut *drag.gesture.borrow_mut() {
        Gesture::Pressed(press) if press.pointer == event.pointer_id() => {
            let far = (at.0 - press.start.0).hypot(at.1 - press.start.1);
            if press.finger && far > FINGER_SLIPS_AFTER_PX {
                press.pointer = -1;
            }
            !press.finger && far > MOUSE_LIFTS_AFTER_PX
        }
        Gesture::Flying(flight) if flight.press.pointer == event.pointer_id() => {
            event.prevent_default();
            follow(&flight.copy, at);
            flight.target = aim(drag, flight.press.page, at);
            false
        }
        _ => false,
    };
    if lifts {
        lift(drag);
    }
}

/// What the pointer is over, marked there.
fn aim(drag: &Drag, page: PageId, (x, y): (f64, f64)) -> Option<Spot> {
    unmark(&drag.tree);
    scroll(&drag.tree, y);
    #[expect(clippy::cast_possible_truncation, reason = "no screen is that large")]
    let under = document().element_from_point(x as f32, y as f32)?;
    let (row, id) = row_of(&under).filter(|(row, _)| drag.tree.contains(Some(row)))?;
    let place = row.get_bounding_client_rect();
    let share = (y - place.top()) / place.height().max(1.0);
    let is_open = untrack(|| drag.state.rows()).iter().any(|row| row.id == id && row.open == Some(true));
    let (beside, mark) = match share {
        share if share < EDGE => (Beside::Before(id), MARKS[0]),
        share if share > 1.0 - EDGE && is_open => (Beside::Under(id), MARKS[2]),
        share if share > 1.0 - EDGE => (Beside::After(id), MARKS[2]),
        _ => (Beside::Into(id), MARKS[1]),
    };
    let spot = drag.state.tree.with_untracked(|tree| tree.spot(page, beside))?;
    let _ = row.class_list().add_1(mark);
    Some(spot)
}

fn unmark(tree: &HtmlElement) {
    let Ok(marked) = tree.query_selector_all(".drop-before, .drop-into, .drop-after") else { return };
    for at in 0..marked.length() {
        if let Some(row) = marked.item(at).and_then(|row| row.dyn_into::<Element>().ok()) {
            let [before, into, after] = MARKS;
            let _ = row.class_list().remove_3(before, into, after);
        }
    }
}

fn scroll(tree: &HtmlElement, y: f64) {
    let Ok(Some(around)) = tree.closest(".scrolls") else { return };
    let place = around.get_bounding_client_rect();
    if y < place.top() + NEAR_END_PX {
        around.set_scroll_top(around.scroll_top() - SCROLL_PX);
    } else if y > place.bottom() - NEAR_END_PX {
        around.set_scroll_top(around.scroll_top() + SCROLL_PX);
    }
}

fn released(drag: &Rc<Drag>, event: &PointerEvent) {
    let ours = match &*drag.gesture.borrow() {
        Gesture::Idle => false,
        Gesture::Pressed(press) => press.pointer == event.pointer_id() || press.pointer == -1,
        Gesture::Flying(flight) => flight.press.pointer == event.pointer_id(),
    };
    let Some(flight) = ours.then(|| end(drag)).flatten() else { return };
    event.prevent_default();
    swallow_click();
    if let Some(spot) = flight.target {
        drag.state.put(flight.press.page, spot);
    }
}

/// Ends whatever is under way.
fn end(drag: &Rc<Drag>) -> Option<Flight> {
    let Gesture::Flying(flight) = drag.gesture.take() else { return None };
    flight.copy.remove();
    unmark(&drag.tree);
    let _ = drag.tree.class_list().remove_1("dragging");
    Some(flight)
}
