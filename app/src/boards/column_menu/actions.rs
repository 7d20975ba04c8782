//! The inside of the menu of a column.

use super::{edit_form::EditForm, remove_form::RemoveForm};
use crate::{
    boards::{
        api,
        pause::until_reached,
        state::{BoardState, Said},
    },
    ui::{Icon, IconName, focus_soon},
};
use atrium::{boards::project::Column, ids::ColumnId};
use leptos::{html, prelude::*};

#[component]
pub fn ColumnActions(column: Memo<Option<Column>>, state: BoardState, menu: NodeRef<html::Div>) -> impl IntoView {
    let Some(column_id) = column.with_untracked(|column| column.as_ref().map(|column| column.id)) else {
        return ().into_any();
    };
    let columns = state.columns();
    let place = move || columns.with(|columns| columns.iter().position(|other| other.id == column_id));
    let last = move || columns.with(|columns| columns.last().is_some_and(|last| last.id == column_id));
    let alone = move || columns.with(|columns| columns.len() < 2);
    let said = use_context::<Said>();
    let step = move |forward: bool| {
        if let Some(menu) = menu.get_untracked() {
            let _ = menu.hide_popover();
        }
        let place = shift(state, column_id, forward);
        if let Some((Said(said), place)) = said.zip(place) {
            said.set(place);
        }
    };
    view! {
        <EditForm column=column state=state menu=menu/>
        <hr/>
        <button type="button" disabled=move || place() == Some(0) on:click=move |_| step(false)>
            <Icon name=IconName::ArrowLeft/>"Move left"
        </button>
        <button type="button" disabled=last on:click=move |_| step(true)>
            <Icon name=IconName::ArrowRight/>"Move right"
        </button>
        {move || (!alone()).then(|| view! {
            <hr/>
            <details>
                <summary><Icon name=IconName::Trash2/>"Remove the column"</summary>
                <RemoveForm column_id=column_id state=state/>
            </details>
        })}
    }
    .into_any()
}

/// Moves a column one place, at once, and tells the server. Answers with where it is now, in words.
fn shift(state: BoardState, column_id: ColumnId, forward: bool) -> Option<String> {
    if state.column_move.with_untracked(Option::is_some) {
        return None;
    }
    let columns = state.columns().get_untracked();
    let from = columns.iter().position(|column| column.id == column_id)?;
    let to = if forward { from + 1 } else { from.saturating_sub(1) };
    let others: Vec<ColumnId> = columns.iter().map(|column| column.id).filter(|id| *id != column_id).collect();
    let was_after = from.checked_sub(1).map(|before| columns[before].id);
    let after = to.checked_sub(1).and_then(|before| others.get(before)).copied();
    state.column_move.set(Some((column_id, after)));
    focus_menu(column_id);
    leptos::task::spawn_local(async move {
        let answer = until_reached(|| api::move_column(state.workspace.get_value(), column_id, after)).await;
        if let Ok(column) = &answer {
            state.did_move_column(column, was_after, after);
            state.put_column(column.clone());
        }
        state.column_move.set(None);
        if let Err(failure) = answer {
            state.toasts.error(failure.to_string());
        }
    });
    Some(format!("{}: place {} of {}.", columns[from].name, to + 1, columns.len()))
}

/// Puts the focus on the button of a column's menu, after the board has been drawn anew.
pub fn focus_menu(column_id: ColumnId) {
    focus_soon(format!("[popovertarget=\"column-menu-{column_id}\"]"));
}
