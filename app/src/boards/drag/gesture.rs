use super::super::state::{BoardState, place_at};
use atrium::ids::{ColumnId, TaskId};
use leptos::{html, prelude::*};
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, Element, Event, EventTarget, HtmlElement, KeyboardEvent, PointerEvent};

const MOUSE_LIFTS_AFTER_PX: f64 = 6.0;
const FINGER_SLIPS_AFTER_PX: f64 = 10.0;
const FINGER_LIFTS_AFTER: Duration = Duration::from_millis(250);
/// So near to an edge the board scrolls by itself.
const EDGE_PX: f64 = 56.0;
const EDGE_STEP_PX: f64 = 14.0;
const SETTLE: Duration = Duration::from_millis(180);

#[derive(Clone, Copy, PartialEq)]
struct Point {
    x: f64,
    y: f64,
}

/// A press that may become a drag.
struct Press {
    pointer: i32,
    card: HtmlElement,
    task_id: TaskId,
    start: Point,
    finger: bool,
}

/// A card in the air.
struct Flight {
    press: Press,
    copy: HtmlElement,
    gap: HtmlElement,
    /// From the pointer to the copy's corner.
    grip: Point,
    at: Point,
    column: Option<Element>,
}

#[derive(Default)]
enum Gesture {
    #[default]
    Idle,
    Pressed(Press),
    Flying(Flight),
}

struct Drag {
    board: HtmlElement,
    state: BoardState,
    gesture: RefCell<Gesture>,
}

type Handler = fn(&Rc<Drag>, &Event);
type Listener = (EventTarget, &'static str, Closure<dyn FnMut(Event)>);

pub(super) fn enable(node: NodeRef<html::Div>, state: BoardState) {
    let kept = StoredValue::new_local(Vec::<Listener>::new());
    Effect::new(move |_| {
        let Some(board) = node.get() else { return };
        let drag = Rc::new(Drag { board: board.unchecked_into(), state, gesture: RefCell::default() });
        kept.set_value(listen(&drag));
    });
    on_cleanup(move || {
        kept.try_update_value(|listeners| {
            for (target, name, closure) in listeners.drain(..) {
                let _ = target.remove_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
            }
        });
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

fn point(event: &PointerEvent) -> Point {
    Point { x: f64::from(event.client_x()), y: f64::from(event.client_y()) }
}

fn press(drag: &Rc<Drag>, event: &PointerEvent) {
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

fn moved(drag: &Rc<Drag>, event: &PointerEvent) {
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
            follow(flight);
            land_at(drag, flight);
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
    let rect = press.card.get_bounding_client_rect();
    let Ok(copy) = press.card.clone_node_with_deep(true).map(JsCast::unchecked_into::<HtmlElement>) else { return };
    let Ok(gap) = document().create_element("li").map(JsCast::unchecked_into::<HtmlElement>) else { return };
    gap.set_class_name("gap");
    let _ = gap.set_attribute("aria-hidden", "true");
    let _ = gap.style().set_property("height", &format!("{}px", rect.height()));
    let _ = copy.class_list().add_1("lifted");
    let _ = copy.remove_attribute("data-task");
    let _ = copy.style().set_property("width", &format!("{}px", rect.width()));
    if let Some(body) = document().body() {
        let _ = body.append_child(&copy);
        let _ = body.class_list().add_1("dragging");
    }
    let _ = drag.board.class_list().add_1("dragging");
    if let Some(list) = press.card.parent_element() {
        let _ = list.insert_before(&gap, Some(&press.card));
    }
    let _ = press.card.style().set_property("display", "none");
    let flight = Flight {
        grip: Point { x: rect.left() - press.start.x, y: rect.top() - press.start.y },
        at: press.start,
        column: gap.closest(".column").ok().flatten(),
        press,
        copy,
        gap,
    };
    follow(&flight);
    *drag.gesture.borrow_mut() = Gesture::Flying(flight);
    scroll_near_edges(Rc::clone(drag));
}

fn follow(flight: &Flight) {
    let (x, y) = (flight.at.x + flight.grip.x, flight.at.y + flight.grip.y);
    let _ = flight.copy.style().set_property("transform", &format!("translate3d({x}px, {y}px, 0)"));
}

/// Puts the gap where the card would land.
fn land_at(drag: &Drag, flight: &mut Flight) {
    let Some(column) = column_under(&drag.board, flight.at.x) else { return };
    let Some(list) = column.query_selector(".cards").ok().flatten() else { return };
    let before = card_below(&list, flight.at.y + flight.grip.y + f64::from(flight.copy.offset_height()) / 2.0);
    let before: Option<&web_sys::Node> = before.as_ref().map(AsRef::as_ref);
    let stays = flight.gap.parent_element().is_some_and(|parent| parent == list)
        && flight.gap.next_sibling().as_ref() == before;
    if !stays {
        let rest = list.query_selector(":scope > :is(.rest, .new-card)").ok().flatten();
        let _ = list.insert_before(&flight.gap, before.or(rest.as_ref().map(AsRef::as_ref)));
    }
    if flight.column.as_ref() != Some(&column) {
        if let Some(left) = flight.column.replace(column.clone()) {
            let _ = left.class_list().remove_1("over");
        }
        let _ = column.class_list().add_1("over");
    }
}

fn elements(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|i| found.item(i)).filter_map(|node| node.dyn_into().ok()).collect()
}

/// The column whose middle is nearest.
fn column_under(board: &HtmlElement, x: f64) -> Option<Element> {
    let distance = |column: &Element| {
        let rect = column.get_bounding_client_rect();
        (rect.left() + rect.width() / 2.0 - x).abs()
    };
    elements(board, ".column").into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// The first card whose middle is below `y`.
fn card_below(list: &Element, y: f64) -> Option<Element> {
    elements(list, ":scope > .card").into_iter().find(|card| {
        let rect = card.get_bounding_client_rect();
        rect.height() > 0.0 && rect.top() + rect.height() / 2.0 > y
    })
}

fn scroll_near_edges(drag: Rc<Drag>) {
    let _ = request_animation_frame(move || {
        {
            let mut gesture = drag.gesture.borrow_mut();
            let Gesture::Flying(flight) = &mut *gesture else { return };
            let sideways = push(&drag.board.get_bounding_client_rect(), flight.at.x, true);
            let list = flight.column.as_ref().and_then(|column| column.query_selector(".cards").ok().flatten());
            let upright = list.as_ref().map_or(0.0, |list| push(&list.get_bounding_client_rect(), flight.at.y, false));
            if sideways != 0.0 {
                drag.board.scroll_by_with_x_and_y(sideways, 0.0);
            }
            if let Some(list) = list.filter(|_| upright != 0.0) {
                list.scroll_by_with_x_and_y(0.0, upright);
            }
            if sideways != 0.0 || upright != 0.0 {
                land_at(&drag, flight);
            }
        }
        scroll_near_edges(drag);
    });
}

fn push(rect: &web_sys::DomRect, at: f64, sideways: bool) -> f64 {
    let (low, high) = if sideways { (rect.left(), rect.right()) } else { (rect.top(), rect.bottom()) };
    if at < low + EDGE_PX {
        -EDGE_STEP_PX
    } else if at > high - EDGE_PX {
        EDGE_STEP_PX
    } else {
        0.0
    }
}

fn released(drag: &Rc<Drag>, event: &PointerEvent) {
    let ours = match &*drag.gesture.borrow() {
        Gesture::Idle => false,
        Gesture::Pressed(press) => press.pointer == event.pointer_id(),
        Gesture::Flying(flight) => flight.press.pointer == event.pointer_id(),
    };
    if !ours {
        return;
    }
    if let Gesture::Flying(flight) = drag.gesture.take() {
        event.prevent_default();
        swallow_click();
        let target = target_of(&flight);
        let settle = flight.gap.get_bounding_client_rect();
        put_back(drag, &flight, Some(&settle));
        if let Some((column_id, index)) = target {
            let task_id = flight.press.task_id;
            let others: Vec<_> = drag.state.order_of(column_id).into_iter().filter(|id| *id != task_id).collect();
            let place = index.map_or_else(
                || place_at(column_id, &others, others.len()),
                |before| {
                    let at = others.iter().position(|id| *id == before).unwrap_or(others.len());
                    place_at(column_id, &others, at)
                },
            );
            drag.state.move_task(task_id, place);
        }
    }
}

/// The column of the gap, and the task right after it.
fn target_of(flight: &Flight) -> Option<(ColumnId, Option<TaskId>)> {
    let column_id = flight.gap.parent_element()?.get_attribute("data-column")?.parse().ok()?;
    let mut next = flight.gap.next_element_sibling();
    while let Some(element) = next {
        let task_id: Option<TaskId> = element.get_attribute("data-task").and_then(|id| id.parse().ok());
        if let Some(task_id) = task_id.filter(|id| *id != flight.press.task_id) {
            return Some((column_id, Some(task_id)));
        }
        next = element.next_element_sibling();
    }
    Some((column_id, None))
}

fn cancel(drag: &Rc<Drag>) {
    if let Gesture::Flying(flight) = drag.gesture.take() {
        put_back(drag, &flight, None);
    }
}

/// Takes away what the drag drew. With a place to settle in, the copy flies there first.
fn put_back(drag: &Drag, flight: &Flight, settle: Option<&web_sys::DomRect>) {
    let _ = flight.press.card.style().remove_property("display");
    flight.gap.remove();
    let _ = drag.board.class_list().remove_1("dragging");
    if let Some(body) = document().body() {
        let _ = body.class_list().remove_1("dragging");
    }
    if let Some(column) = &flight.column {
        let _ = column.class_list().remove_1("over");
    }
    let calm =
        window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|query| query.matches());
    let copy = flight.copy.clone();
    match settle.filter(|_| !calm) {
        Some(rect) => {
            let _ = copy.class_list().add_1("settling");
            let _ =
                copy.style().set_property("transform", &format!("translate3d({}px, {}px, 0)", rect.left(), rect.top()));
            set_timeout(move || copy.remove(), SETTLE).ok();
        }
        None => copy.remove(),
    }
}

/// The click that ends a drag opens nothing.
fn swallow_click() {
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
