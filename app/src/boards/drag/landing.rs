//! Where a card in the air would land, looked up from what is drawn.

use super::{Landed, flight::Flight};
use atrium::ids::TaskId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Puts the gap where the card would land.
pub fn show(board: &HtmlElement, flight: &mut Flight) {
    let Some(column) = column_under(board, flight) else { return };
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

/// Where the gap is.
pub fn of(flight: &Flight) -> Option<Landed> {
    let task_id = flight.press.task_id;
    let list = flight.gap.parent_element()?;
    let lane = |list: Option<Element>| list.and_then(|list| list.get_attribute("data-lane"));
    Some(Landed {
        task_id,
        column_id: list.get_attribute("data-column")?.parse().ok()?,
        after: neighbour(flight, Element::previous_element_sibling),
        before: neighbour(flight, Element::next_element_sibling),
        lanes: lane(flight.press.card.parent_element()).zip(lane(Some(list))),
    })
}

/// The nearest other card on one side of the gap.
fn neighbour(flight: &Flight, beside: fn(&Element) -> Option<Element>) -> Option<TaskId> {
    let mut next = beside(&flight.gap);
    while let Some(element) = next {
        let task_id: Option<TaskId> = element.get_attribute("data-task").and_then(|id| id.parse().ok());
        if let Some(task_id) = task_id.filter(|id| *id != flight.press.task_id) {
            return Some(task_id);
        }
        next = beside(&element);
    }
    None
}

/// The column whose middle is nearest, of the lane under the pointer where there are lanes.
fn column_under(board: &HtmlElement, flight: &Flight) -> Option<Element> {
    let sideways = |column: &Element| {
        let rect = column.get_bounding_client_rect();
        (rect.left() + rect.width() / 2.0 - flight.at.x).abs()
    };
    let upright = |row: &Element| {
        let rect = row.get_bounding_client_rect();
        (rect.top() - flight.at.y).max(flight.at.y - rect.bottom()).max(0.0)
    };
    let row = elements(board, ".cells").into_iter().min_by(|a, b| upright(a).total_cmp(&upright(b)));
    let columns = elements(row.as_ref().unwrap_or(board), ".column");
    columns.into_iter().min_by(|a, b| sideways(a).total_cmp(&sideways(b)))
}

/// The first card whose middle is below `y`.
fn card_below(list: &Element, y: f64) -> Option<Element> {
    elements(list, ":scope > .card").into_iter().find(|card| {
        let rect = card.get_bounding_client_rect();
        rect.height() > 0.0 && rect.top() + rect.height() / 2.0 > y
    })
}

fn elements(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|i| found.item(i)).filter_map(|node| node.dyn_into().ok()).collect()
}
