use super::actions::focus_menu;
use crate::boards::{api, blocked, page::reload, pause::until_reached, state::BoardState};
use atrium::ids::ColumnId;
use leptos::{ev::SubmitEvent, html, prelude::*};

#[component]
pub fn RemoveForm(column_id: ColumnId, state: BoardState) -> impl IntoView {
    let busy = RwSignal::new(false);
    let field = NodeRef::<html::Select>::new();
    let columns = state.columns();
    let others = move || columns.get().into_iter().filter(move |column| column.id != column_id);
    let remove = move |event: SubmitEvent| {
        event.prevent_default();
        let target = field.get_untracked().and_then(|field| field.value().parse::<ColumnId>().ok());
        let Some(target) = target.filter(|_| !busy.get_untracked()) else { return };
        let warning = blocked::sentence_of_column(state, column_id, blocked::is_done(state, target));
        busy.set(true);
        leptos::task::spawn_local(async move {
            match until_reached(|| api::remove_column(state.workspace.get_value(), column_id, target)).await {
                Ok(()) => {
                    state.board.update(|board| board.columns.retain(|column| column.id != column_id));
                    reload(state);
                    if let Some(warning) = warning {
                        state.toasts.success(warning);
                    }
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
