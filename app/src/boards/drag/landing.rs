//! Where a card in the air would land, looked up from what is drawn.

use super::flight::Flight;
use atrium::ids::{ColumnId, TaskId};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Puts the gap where the card would land.
pub fn show(board: &HtmlElement, flight: &mut Flight) {
    let Some(column) = column_under(board, flight.at.x) else { return };
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

/// The column of the gap, and the task right after it.
pub fn of(flight: &Flight) -> Option<(ColumnId, Option<TaskId>)> {
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

fn elements(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|i| found.item(i)).filter_map(|node| node.dyn_into().ok()).collect()
}
