use super::{
    state::{BoardState, place_at},
    views::{Wanted, views},
};
use crate::{
    failure::Failure,
    ui::{Icon, IconName},
    undo::Act,
};
use atrium::ids::{ColumnId, TaskId};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What the menu was opened for.
#[derive(Clone, Copy)]
pub struct Opened {
    task: StoredValue<Option<TaskId>>,
    /// Rises with each time.
    times: RwSignal<u32>,
}

/// One "Move to" menu for all cards: what the mouse does by dragging, by pressing buttons. What is in it comes when it is
/// first opened.
#[component]
pub fn MoveMenu(state: BoardState) -> impl IntoView {
    let opened = Opened { task: StoredValue::new(None), times: RwSignal::new(0) };
    let menu = NodeRef::<html::Div>::new();
    let ever = Memo::new(move |_| opened.times.get() > 0);
    open_from_cards(menu, opened);
    view! {
        <div class="menu" id="move-menu" popover="auto" role="group" aria-label="Move to" node_ref=menu>
            {move || ever.get().then(|| crate::routes::later(views(Wanted::Move(state, opened, menu))))}
        </div>
    }
}

/// The inside of that menu, for the task that it was opened for.
#[component]
pub fn MoveActions(state: BoardState, opened: Opened, menu: NodeRef<html::Div>) -> impl IntoView {
    let columns = state.columns();
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            let _ = menu.hide_popover();
        }
    };
    let move_to = move |column_id: ColumnId, first: bool| {
        if let Some(task_id) = opened.task.get_value() {
            let others: Vec<_> = state.order_of(column_id).into_iter().filter(|id| *id != task_id).collect();
            state.move_task(task_id, place_at(column_id, &others, if first { 0 } else { others.len() }));
        }
        close();
    };
    let own_column = move || {
        opened.times.track();
        opened.task.get_value().and_then(|task_id| state.column_of(task_id))
    };
    Effect::new(move |_| {
        opened.times.track();
        if let Some((menu, task_id)) = menu.get().zip(opened.task.get_value()) {
            stand_beside(&menu, task_id);
        }
    });
    view! {
        <h3>"Move to"</h3>
        <For each=move || columns.get() key=|column| (column.id, column.name.clone()) let:column>
            <button
                type="button"
                aria-current=move || (own_column() == Some(column.id)).then_some("true")
                on:click=move |_| move_to(column.id, false)
            >
                <Icon name=IconName::MoveRight/>{column.name.clone()}
            </button>
        </For>
        <hr/>
        <button type="button" on:click=move |_| if let Some(column_id) = own_column() { move_to(column_id, true) }>
            <Icon name=IconName::ChevronsUp/>"Top of its column"
        </button>
        <button type="button" on:click=move |_| { if let Some(task_id) = opened.task.get_value() { state.history.carry_out(archive(state, task_id)); } close(); }>
            <Icon name=IconName::Archive/>"Archive"
        </button>
    }
}

/// Beside the button of its card, with the focus on the first of its own.
fn stand_beside(menu: &HtmlElement, task_id: TaskId) {
    let find = |around: &str| document().query_selector(&format!("{around} [data-move=\"{task_id}\"]")).ok().flatten();
    // With lanes a card may be drawn more than once.
    if let Some(button) = find(".card:is(:focus-within, :hover)").or_else(|| find(".card")) {
        crate::ui::place_below(menu, &button);
    }
    if let Ok(Some(first)) = menu.query_selector("button") {
        let _ = first.unchecked_into::<HtmlElement>().focus();
    }
}

/// Takes a task off the board, and offers to take that back.
pub async fn archive(state: BoardState, task_id: TaskId) {
    let card = state.card_now(task_id);
    match super::api::archive_task(state.workspace.get_value(), task_id).await {
        Ok(()) => {
            state.take_away(task_id);
            if let Some(card) = card {
                state.did(&card, "archived", Act::Restore(task_id), Act::Archive(task_id), card.version);
                state.offer_undo();
            }
        }
        // It goes from the board with what is kept.
        Err(Failure::Kept) => {}
        Err(failure) => state.toasts.error(failure.to_string()),
    }
}

/// The button on each card carries its task in `data-move`; the menu opens beside it.
#[cfg(feature = "hydrate")]
fn open_from_cards(menu: NodeRef<html::Div>, opened: Opened) {
    let handle = window_event_listener(leptos::ev::click, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let button = target.and_then(|target| target.closest("[data-move]").ok().flatten());
        let Some((button, menu)) = button.zip(menu.get_untracked()) else { return };
        let Some(task_id) = button.get_attribute("data-move").and_then(|id| id.parse().ok()) else { return };
        event.prevent_default();
        let _ = menu.show_popover();
        crate::ui::place_below(&menu, &button);
        opened.task.set_value(Some(task_id));
        opened.times.update(|times| *times += 1);
    });
    on_cleanup(move || handle.remove());
}

#[cfg(not(feature = "hydrate"))]
fn open_from_cards(_: NodeRef<html::Div>, _: Opened) {}
