//! A card in the air: the copy under the pointer, and the gap where it would land.

use crate::ui::px;
use atrium::ids::TaskId;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

const SETTLE: Duration = Duration::from_millis(180);

#[derive(Clone, Copy, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// A press that may become a drag.
pub struct Press {
    pub pointer: i32,
    pub card: HtmlElement,
    pub task_id: TaskId,
    pub start: Point,
    pub finger: bool,
}

pub struct Flight {
    pub press: Press,
    pub copy: HtmlElement,
    pub gap: HtmlElement,
    /// From the pointer to the copy's corner.
    pub grip: Point,
    pub at: Point,
    /// Where it was when the gap was put last.
    pub shown: Option<Point>,
    pub column: Option<Element>,
}

impl Flight {
    /// Takes the pressed card up.
    pub fn begin(press: Press, board: &HtmlElement) -> Option<Self> {
        let rect = press.card.get_bounding_client_rect();
        let copy: HtmlElement = press.card.clone_node_with_deep(true).ok()?.unchecked_into();
        let gap: HtmlElement = document().create_element("li").ok()?.unchecked_into();
        gap.set_class_name("gap");
        let _ = gap.set_attribute("aria-hidden", "true");
        let _ = gap.style().set_property("height", &px(rect.height()));
        let _ = copy.class_list().add_1("lifted");
        let _ = copy.remove_attribute("data-task");
        let _ = copy.style().set_property("width", &px(rect.width()));
        if let Some(body) = document().body() {
            let _ = body.append_child(&copy);
        }
        let _ = board.class_list().add_1("dragging");
        if let Some(list) = press.card.parent_element() {
            let _ = list.insert_before(&gap, Some(&press.card));
        }
        let _ = press.card.style().set_property("display", "none");
        let flight = Self {
            grip: Point { x: rect.left() - press.start.x, y: rect.top() - press.start.y },
            at: press.start,
            shown: None,
            column: gap.closest(".column").ok().flatten(),
            press,
            copy,
            gap,
        };
        flight.follow();
        Some(flight)
    }

    /// Puts the copy under the pointer.
    pub fn follow(&self) {
        let (x, y) = (self.at.x + self.grip.x, self.at.y + self.grip.y);
        let _ = self.copy.style().set_property("transform", &format!("translate3d({}, {}, 0)", px(x), px(y)));
    }

    /// Lets the copy fly into the gap.
    pub fn settle(&self) {
        if is_calm() {
            self.copy.remove();
            return;
        }
        let rect = self.gap.get_bounding_client_rect();
        let _ = self.copy.class_list().add_1("settling");
        let place = format!("translate3d({}, {}, 0)", px(rect.left()), px(rect.top()));
        let _ = self.copy.style().set_property("transform", &place);
        let copy = self.copy.clone();
        set_timeout(move || copy.remove(), SETTLE).ok();
    }

    /// Leaves the board as it was before, but for a copy that still settles.
    pub fn tidy(&self, board: &HtmlElement) {
        let _ = self.press.card.style().remove_property("display");
        self.gap.remove();
        let _ = board.class_list().remove_1("dragging");
        if let Some(column) = &self.column {
            let _ = column.class_list().remove_1("over");
        }
    }
}

fn is_calm() -> bool {
    let asked = window().match_media("(prefers-reduced-motion: reduce)");
    asked.ok().flatten().is_some_and(|query| query.matches())
}
