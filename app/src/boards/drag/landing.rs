//! Where a card in the air would land, looked up from what is drawn.

use super::{Landed, flight::Flight};
use atrium::ids::TaskId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Puts the gap where the card would land.
pub fn show(board: &HtmlElement, flight: &mut Flight) {
    let Some(column) = column_under(board, flight) else { return };
    let Some(list) = column.query_selector(".cards").ok().flatten() else { return };
    let before = first_below(&list, flight, flight.at.y + flight.grip.y + f64::from(flight.copy.offset_height()) / 2.0);
    // Where it is already, it stays: everything below it would be laid out anew.
    let stays = flight.gap.parent_element().as_ref() == Some(&list) && flight.gap.next_element_sibling() == before;
    if !stays {
        let _ = list.insert_before(&flight.gap, before.as_ref().map(AsRef::as_ref));
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
    let row = if board.class_list().contains("lanes") {
        elements(board, ".cells").into_iter().min_by(|a, b| upright(a).total_cmp(&upright(b)))?
    } else {
        board.clone().into()
    };
    let columns = elements(&row, ":scope > .column");
    columns.into_iter().min_by(|a, b| sideways(a).total_cmp(&sideways(b)))
}

/// What the card would land before: the first card whose middle is below `y`, or what stands after all cards. They
/// stand one under the other, so each look rules out half of those that are left.
fn first_below(list: &Element, flight: &Flight, y: f64) -> Option<Element> {
    let (lifted, gap): (&Element, &Element) = (&flight.press.card, &flight.gap);
    let is_above = |child: &Element| {
        let rect = child.get_bounding_client_rect();
        rect.top() + rect.height() / 2.0 <= y && (child == gap || child.class_list().contains("card"))
    };
    let children = list.children();
    let (mut first, mut end) = (0, children.length());
    while first < end {
        let middle = first.midpoint(end);
        // The one in the air is not drawn here; it stands where the next one does.
        let child =
            children.item(middle).and_then(|it| if it == *lifted { it.next_element_sibling() } else { Some(it) });
        if child.is_some_and(|child| is_above(&child)) {
            first = middle + 1;
        } else {
            end = middle;
        }
    }
    let mut found = children.item(first);
    while let Some(child) = found.take_if(|child| child == gap || child == lifted) {
        found = child.next_element_sibling();
    }
    found
}

fn elements(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|i| found.item(i)).filter_map(|node| node.dyn_into().ok()).collect()
}
