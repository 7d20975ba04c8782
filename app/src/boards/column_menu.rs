use super::{
    api,
    page::reload,
    pause::until_reached,
    state::{BoardState, Said},
};
use crate::ui::{FormError, Icon, IconName};
use atrium::{boards::project::Column, ids::ColumnId};
use leptos::{ev::SubmitEvent, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlElement, HtmlFormElement};

/// What a column is called and holds at most, where it stands, and whether it stays.
#[component]
pub fn ColumnMenu(column: Memo<Option<Column>>, state: BoardState) -> impl IntoView {
    let Some(column_id) = column.with_untracked(|column| column.as_ref().map(|column| column.id)) else {
        return ().into_any();
    };
    let columns = state.columns();
    let name = move || column.with(|column| column.as_ref().map(|column| column.name.clone()).unwrap_or_default());
    let place = move || columns.with(|columns| columns.iter().position(|other| other.id == column_id));
    let last = move || columns.with(|columns| columns.last().is_some_and(|last| last.id == column_id));
    let alone = move || columns.with(|columns| columns.len() < 2);
    let menu = NodeRef::<html::Div>::new();
    let id = format!("column-menu-{column_id}");
    let target = id.clone();
    // What was typed and not saved is not what the column is called.
    let forget = move || {
        if let Some(Ok(Some(form))) = menu.get_untracked().map(|menu| menu.query_selector("form")) {
            form.unchecked_into::<HtmlFormElement>().reset();
        }
    };
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
        <button
            class="button quiet small icon-only needs-script"
            type="button"
            popovertarget=target
            aria-haspopup="true"
            aria-label=move || format!("Change the column {}", name())
        >
            <Icon name=IconName::Ellipsis/>
        </button>
        <div
            class="menu column-menu"
            id=id
            popover="auto"
            role="group"
            aria-label=move || format!("Column {}", name())
            node_ref=menu
            on:toggle=move |_| forget()
            on:keydown=|event| event.stop_propagation()
        >
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
        </div>
    }
    .into_any()
}

#[component]
fn EditForm(column: Memo<Option<Column>>, state: BoardState, menu: NodeRef<html::Div>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let form = NodeRef::<html::Form>::new();
    let of = move |read: fn(&Column) -> String| column.with(|column| column.as_ref().map(read).unwrap_or_default());
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(column) = column.get_untracked() else { return };
        let Some(Ok(data)) = form.get_untracked().map(|form| FormData::new_with_form(&form)) else { return };
        let text = |name| data.get(name).as_string().unwrap_or_default();
        let (name, limit, done) = (text("name"), text("limit").trim().parse().unwrap_or(0), data.has("done"));
        busy.set(true);
        leptos::task::spawn_local(async move {
            let ask =
                || api::edit_column(state.workspace.get_value(), column.id, name.clone(), limit, done, column.version);
            let answer = until_reached(ask).await;
            busy.set(false);
            match answer {
                Ok(column) => {
                    error.set(None);
                    state.put_column(column);
                    if let Some(menu) = menu.get_untracked() {
                        let _ = menu.hide_popover();
                    }
                }
                Err(failure) => {
                    let of_field = failure.field("name").or_else(|| failure.field("task_limit"));
                    error.set(Some(of_field.unwrap_or_else(|| failure.to_string())));
                }
            }
        });
    };
    let limit = move || of(|column| column.task_limit.map(|limit| limit.to_string()).unwrap_or_default());
    view! {
        <form class="form" node_ref=form on:submit=save>
            <FormError error=error/>
            <label class="field">
                <span>"Name"</span>
                <input name="name" type="text" required maxlength="60" autocomplete="off" value=move || of(|column| column.name.clone())/>
            </label>
            <label class="field">
                <span>"Most tasks at once"</span>
                <input name="limit" type="number" min="1" max="10000" inputmode="numeric" placeholder="No limit" value=limit/>
            </label>
            <label class="check">
                <input name="done" type="checkbox" checked=move || column.with(|column| column.as_ref().is_some_and(|column| column.done))/>
                <span>"Tasks here are finished"</span>
            </label>
            <button class="button primary small" type="submit" aria-busy=move || busy.get().then_some("true")>"Save"</button>
        </form>
    }
}

#[component]
fn RemoveForm(column_id: ColumnId, state: BoardState) -> impl IntoView {
    let busy = RwSignal::new(false);
    let field = NodeRef::<html::Select>::new();
    let columns = state.columns();
    let others = move || columns.get().into_iter().filter(move |column| column.id != column_id);
    let remove = move |event: SubmitEvent| {
        event.prevent_default();
        let target = field.get_untracked().and_then(|field| field.value().parse::<ColumnId>().ok());
        let Some(target) = target.filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        leptos::task::spawn_local(async move {
            match until_reached(|| api::remove_column(state.workspace.get_value(), column_id, target)).await {
                Ok(()) => {
                    state.board.update(|board| board.columns.retain(|column| column.id != column_id));
                    reload(state);
                    focus_menu(target);
                }
                Err(failure) => {
                    busy.set(false);
                    state.toasts.error(failure.to_string());
                }
            }
        });
    };
    view! {
        <form class="form" on:submit=remove>
            <label class="field">
                <span>"Its tasks, archived ones too, go to"</span>
                <select node_ref=field>
                    <For each=others key=|column| (column.id, column.name.clone()) let:column>
                        <option value=column.id.to_string()>{column.name}</option>
                    </For>
                </select>
            </label>
            <button class="button danger small" type="submit" aria-busy=move || busy.get().then_some("true")>"Remove"</button>
        </form>
    }
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
    let after = to.checked_sub(1).and_then(|before| others.get(before)).copied();
    state.column_move.set(Some((column_id, after)));
    focus_menu(column_id);
    leptos::task::spawn_local(async move {
        let answer = until_reached(|| api::move_column(state.workspace.get_value(), column_id, after)).await;
        if let Ok(column) = &answer {
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
fn focus_menu(column_id: ColumnId) {
    let selector = format!("[popovertarget=\"column-menu-{column_id}\"]");
    let _ = request_animation_frame(move || {
        let button = document().query_selector(&selector).ok().flatten();
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            let _ = button.focus();
        }
    });
}
