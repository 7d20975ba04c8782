//! Letters on a board, for the card that has the focus or lies under the pointer: each opens the menu of a field beside
//! it, x picks it, a comma and a full stop move it to the column beside. And in every view, the letter for what is mine.

use super::{
    keyboard::neighbour_column,
    picking::{Asked, Field, task_at, writing},
    state::{BoardState, place_at},
};
use crate::{
    frame::FrameData,
    shortcuts::{are_off, sequence::is_second},
    ui::{is_covered, place_below},
};
use atrium::{
    boards::filter::Who,
    ids::{PersonId, TaskId},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

const CARD: &str = ":is(.board, .lanes) .card";

pub fn listen(state: BoardState) {
    let frame = use_context::<FrameData>();
    let can_edit = state.board.with_untracked(|board| board.can.edit_tasks);
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        let elsewhere = event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key();
        if elsewhere || writing(&event) || is_second(&event) || are_off() || is_covered() || find(".panel").is_some() {
            return;
        }
        let card = || card_meant().filter(|_| can_edit).as_ref().and_then(task_at);
        let handled = match event.key().as_str() {
            "q" => frame.and_then(FrameData::me).map(|me| only_mine(state, me)),
            "," => card().map(|task_id| move_aside(state, task_id, false)),
            "." => card().map(|task_id| move_aside(state, task_id, true)),
            "x" => card().map(|task_id| state.pick(task_id)),
            key => Field::of_key(key).zip(card()).map(|(field, task_id)| ask(state, field, task_id)),
        };
        if handled.is_some() {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Shows what I am assigned to, and the second time everything.
fn only_mine(state: BoardState, me: PersonId) {
    let mine = vec![Who::Person(me)];
    state.view.update(|view| {
        let people = &mut view.filter.people;
        *people = if *people == mine { Vec::new() } else { mine };
    });
}

/// To the end of the column beside its own, if there is one.
fn move_aside(state: BoardState, task_id: TaskId, forward: bool) {
    let Some(column_id) = state.column_of(task_id).and_then(|own| neighbour_column(state, own, forward)) else {
        return;
    };
    let others = state.order_of(column_id);
    state.move_task(task_id, place_at(column_id, &others, others.len()));
}

fn ask(state: BoardState, field: Field, task_id: TaskId) {
    state.beside.set_value(Some(task_id));
    state.asked.set(Some(Asked { field, tasks: state.with_picked(task_id) }));
}

/// The card with the focus comes before the one under a pointer that may just lie there.
fn card_meant() -> Option<Element> {
    ["focus-within", "hover"].into_iter().find_map(|how| find(&format!("{CARD}:{how}")))
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// Opens the menu beside the card that was meant, if it was one. A button opens it by itself, and where it stands.
pub fn open_beside(state: BoardState, menu: &'static str) {
    let menu = document().get_element_by_id(menu).and_then(|menu| menu.dyn_into::<HtmlElement>().ok());
    let Some(menu) = menu else { return };
    let task_id = state.beside.try_update_value(Option::take).flatten();
    // With lanes it may be drawn more than once.
    let card = task_id.and_then(|id| {
        let drawn = format!("{CARD}[data-task=\"{id}\"]");
        find(&format!("{drawn}:is(:focus-within, :hover)")).or_else(|| find(&drawn))
    });
    let Some(card) = card else {
        let _ = menu.remove_attribute("style");
        return;
    };
    let _ = menu.show_popover();
    // Once what it says is drawn, and it is as large as it will be.
    let _ = request_animation_frame(move || place_below(&menu, &card));
}
