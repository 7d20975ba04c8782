use super::state::{BoardState, place_at};
use crate::{
    failure::Failure,
    ui::{Icon, IconName},
    undo::Act,
};
use atrium::ids::{ColumnId, TaskId};
use leptos::{html, prelude::*};

/// One "Move to" menu for all cards: what the mouse does by dragging, by pressing buttons.
#[component]
pub fn MoveMenu(state: BoardState) -> impl IntoView {
    let task = RwSignal::new(None::<TaskId>);
    let menu = NodeRef::<html::Div>::new();
    let columns = state.columns();
    open_from_cards(menu, task);
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            let _ = menu.hide_popover();
        }
    };
    let move_to = move |column_id: ColumnId, first: bool| {
        if let Some(task_id) = task.get_untracked() {
            let others: Vec<_> = state.order_of(column_id).into_iter().filter(|id| *id != task_id).collect();
            state.move_task(task_id, place_at(column_id, &others, if first { 0 } else { others.len() }));
        }
        close();
    };
    let own_column = move || task.get().and_then(|task_id| state.column_of(task_id));
    view! {
        <div class="menu" id="move-menu" popover="auto" role="group" aria-label="Move to" node_ref=menu>
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
            <button type="button" on:click=move |_| { if let Some(task_id) = task.get_untracked() { leptos::task::spawn_local(archive(state, task_id)); } close(); }>
                <Icon name=IconName::Archive/>"Archive"
            </button>
        </div>
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
fn open_from_cards(menu: NodeRef<html::Div>, task: RwSignal<Option<TaskId>>) {
    use wasm_bindgen::JsCast;
    let handle = window_event_listener(leptos::ev::click, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let button = target.and_then(|target| target.closest("[data-move]").ok().flatten());
        let Some((button, menu)) = button.zip(menu.get_untracked()) else { return };
        let Some(task_id) = button.get_attribute("data-move").and_then(|id| id.parse().ok()) else { return };
        event.prevent_default();
        task.set(Some(task_id));
        let _ = menu.show_popover();
        crate::ui::place_below(&menu, &button);
        if let Ok(Some(first)) = menu.query_selector("button") {
            let _ = first.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
    on_cleanup(move || handle.remove());
}

#[cfg(not(feature = "hydrate"))]
fn open_from_cards(_: NodeRef<html::Div>, _: RwSignal<Option<TaskId>>) {}
