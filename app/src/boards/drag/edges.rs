//! What a drag does once after each frame, however often the pointer moved: the gap goes to where the card would land,
//! and near an edge the board, or the column under the card, scrolls by itself.

use super::{
    gesture::{Drag, Gesture},
    landing,
};
use crate::ui::after_frame;
use std::rc::Rc;
use web_sys::{DomRect, Element};

/// So near to an edge.
const EDGE_PX: f64 = 56.0;
/// So far with each frame.
const STEP_PX: f64 = 14.0;

pub fn each_frame(drag: Rc<Drag>) {
    after_frame(move || {
        if look(&drag) {
            each_frame(drag);
        }
    });
}

/// Whether the card still flies.
fn look(drag: &Drag) -> bool {
    let mut gesture = drag.gesture.borrow_mut();
    let Gesture::Flying(flight) = &mut *gesture else { return false };
    let board: &Element = &drag.board;
    let sideways = push(&drag.board.get_bounding_client_rect(), flight.at.x, true);
    let list = flight.column.as_ref().and_then(|column| column.query_selector(".cards").ok().flatten());
    // With lanes the lists do not scroll, the board does.
    let scrolls = list.filter(|list| !list.has_attribute("data-lane")).unwrap_or_else(|| board.clone());
    let upright = push(&scrolls.get_bounding_client_rect(), flight.at.y, false);
    if sideways != 0.0 {
        drag.board.scroll_by_with_x_and_y(sideways, 0.0);
    }
    if upright != 0.0 {
        scrolls.scroll_by_with_x_and_y(0.0, upright);
    }
    if sideways != 0.0 || upright != 0.0 || flight.shown != Some(flight.at) {
        landing::show(&drag.board, flight);
        flight.shown = Some(flight.at);
    }
    true
}

fn push(rect: &DomRect, at: f64, sideways: bool) -> f64 {
    let (low, high) = if sideways { (rect.left(), rect.right()) } else { (rect.top(), rect.bottom()) };
    if at < low + EDGE_PX {
        -STEP_PX
    } else if at > high - EDGE_PX {
        STEP_PX
    } else {
        0.0
    }
}
