//! A bar is carried, or one of its ends, in whole days.

use super::{
    super::{
        carry::{Hand, Point},
        change::change,
    },
    Shared,
};
use crate::boards::picking::task_at;
use atrium::{boards::view::timeline::Shift, ids::TaskId};
use leptos::prelude::*;
use web_sys::Element;

/// So near to an edge the timeline scrolls, so far with each move.
const EDGE_PX: f64 = 48.0;
const STEP_PX: i32 = 12;

pub const HAND: Hand<Shared> = Hand { lift, carry, put };

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Start,
    End,
}

#[derive(Clone, Copy, Debug)]
pub struct Carried {
    task_id: TaskId,
    part: Part,
    /// From the beginning of the line.
    from: f64,
}

fn lift(shared: Shared, target: &Element, at: Point) -> bool {
    let Some(bar) = target.closest(".time-bar").ok().flatten() else { return false };
    let Some(task_id) = task_at(&bar) else { return false };
    let part = match target.closest(".edge").ok().flatten() {
        Some(edge) if edge.class_list().contains("start") => Part::Start,
        Some(_) => Part::End,
        None => Part::Whole,
    };
    shared.carried.set_value(Some(Carried { task_id, part, from: along(shared, at) }));
    true
}

fn carry(shared: Shared, at: Point) {
    let Some(carried) = shared.carried.get_value() else { return };
    scroll_near_edges(shared, at);
    let far = (along(shared, at) - carried.from) / f64::from(shared.day.get_untracked());
    #[expect(clippy::cast_possible_truncation, reason = "days on a screen")]
    let days = far.round() as i32;
    let shift = match carried.part {
        Part::Whole => Shift::whole(days),
        Part::Start => Shift { start: days, end: 0 },
        Part::End => Shift { start: 0, end: days },
    };
    let held = Some((carried.task_id, shift));
    if shared.held.get_untracked() != held {
        shared.held.set(held);
    }
}

fn put(shared: Shared, at: Option<Point>) {
    shared.carried.set_value(None);
    let held = shared.held.get_untracked();
    if let Some((task_id, shift)) = held.filter(|_| at.is_some()) {
        set_down(shared, task_id, shift);
    } else {
        shared.held.set(None);
    }
}

/// Changes the task, and lets go of its bar in the same moment.
pub fn set_down(shared: Shared, task_id: TaskId, shift: Shift) {
    batch(move || {
        shared.held.set(None);
        if let Some(card) = shared.state.card_now(task_id).filter(|_| shift != Shift::default()) {
            change(shared.state, vec![task_id], shift.change(&card));
        }
    });
}

fn along(shared: Shared, at: Point) -> f64 {
    let scrolled = shared.rows.drawn.node.get_untracked().map_or(0, |element| element.scroll_left());
    at.x + f64::from(scrolled)
}

fn scroll_near_edges(shared: Shared, at: Point) {
    let Some(element) = shared.rows.drawn.node.get_untracked() else { return };
    let rect = element.get_bounding_client_rect();
    if at.x > rect.right() - EDGE_PX {
        element.set_scroll_left(element.scroll_left() + STEP_PX);
    } else if at.x < rect.left() + EDGE_PX {
        element.set_scroll_left(element.scroll_left() - STEP_PX);
    }
}
