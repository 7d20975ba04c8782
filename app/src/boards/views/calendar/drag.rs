//! Taking a task to another day. A copy follows the pointer; the day under it is tinted; the grid holds still until the
//! task is put down.

use super::{
    super::{
        carry::{Hand, Point},
        change::change,
    },
    Shared,
};
use crate::boards::picking::task_at;
use atrium::{
    boards::view::calendar::{Span, moved, put_on, undated},
    day::Day,
    ids::TaskId,
};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

pub const HAND: Hand<Shared> = Hand { lift, carry, put };

pub struct Carried {
    task_id: TaskId,
    /// The day of its bar that was taken hold of.
    held_at: Option<Day>,
    copy: HtmlElement,
    grip: Point,
    over: Option<Element>,
}

fn lift(shared: Shared, target: &Element, at: Point) -> bool {
    if target.closest("button, input, textarea, select, .write").ok().flatten().is_some() {
        return false;
    }
    let pressed = target.closest(".bar, .undated .line").ok().flatten();
    let Some((bar, task_id)) = pressed.and_then(|bar| task_at(&bar).map(|id| (bar, id))) else { return false };
    let rect = bar.get_bounding_client_rect();
    let Ok(copy) = bar.clone_node_with_deep(true).map(JsCast::unchecked_into::<HtmlElement>) else { return false };
    let _ = copy.class_list().add_2("carried", "lifted");
    let _ = copy.remove_attribute("data-task");
    let _ = copy.style().set_property("width", &format!("{}px", rect.width().min(220.0)));
    if let Some(body) = document().body() {
        let _ = body.append_child(&copy);
    }
    let reach = Point { x: (rect.left() - at.x).max(-200.0), y: rect.top() - at.y };
    let held_at = day_at(at).map(|(day, _)| day);
    let carried = Carried { task_id, held_at, copy, grip: reach, over: None };
    shared.carried.set_value(Some(SendWrapper::new(carried)));
    carry(shared, at);
    true
}

fn carry(shared: Shared, at: Point) {
    shared.carried.update_value(|carried| {
        let Some(carried) = carried else { return };
        let (x, y) = (at.x + carried.grip.x, at.y + carried.grip.y);
        let _ = carried.copy.style().set_property("transform", &format!("translate3d({x}px, {y}px, 0)"));
        let over = day_at(at).map(|(_, cell)| cell).or_else(|| aside_at(at));
        if over != carried.over {
            tint(carried.over.as_ref(), false);
            tint(over.as_ref(), true);
            carried.over = over;
        }
    });
}

fn put(shared: Shared, at: Option<Point>) {
    let Some(Some(carried)) = shared.carried.try_update_value(Option::take) else { return };
    carried.copy.remove();
    tint(carried.over.as_ref(), false);
    let Some((at, card)) = at.zip(shared.state.card_now(carried.task_id)) else { return };
    let set = match (day_at(at), aside_at(at)) {
        (Some((day, _)), _) => match carried.held_at.filter(|_| Span::of(&card).is_some()) {
            Some(held_at) => moved(&card, held_at.until(day)),
            None => put_on(&card, day),
        },
        (None, Some(_)) => undated(&card),
        (None, None) => return,
    };
    change(shared.state, vec![card.id], set);
}

fn tint(element: Option<&Element>, on: bool) {
    if let Some(element) = element {
        let _ = element.class_list().toggle_with_force("over", on);
    }
}

/// The day of the grid at this place, and its element.
fn day_at(at: Point) -> Option<(Day, Element)> {
    let cell = under(at, "td[data-day]")?;
    Some((cell.get_attribute("data-day")?.parse().ok()?, cell))
}

fn aside_at(at: Point) -> Option<Element> {
    under(at, ".undated")
}

/// By where things are drawn: a bar lies over the days it does not begin on.
fn under(at: Point, selector: &str) -> Option<Element> {
    let all = document().query_selector_all(&format!(".calendar {selector}")).ok()?;
    (0..all.length()).filter_map(|index| all.get(index)?.dyn_into::<Element>().ok()).find(|element| {
        let rect = element.get_bounding_client_rect();
        (rect.left()..rect.right()).contains(&at.x) && (rect.top()..rect.bottom()).contains(&at.y)
    })
}
