use super::{
    api,
    pause::until_reached,
    state::BoardState,
    views::{Wanted, views},
};
use crate::ui::{Icon, IconName};
use leptos::{html, prelude::*};

/// A column written in place, behind the last one.
#[component]
pub fn NewColumn(state: BoardState) -> impl IntoView {
    let writing = RwSignal::new(false);
    view! {
        <div class="new-column needs-script">
            {move || writing.get().then(|| crate::routes::later(views(Wanted::NewColumn(state, writing))))}
            {move || (!writing.get()).then(|| view! {
                <button class="button quiet" type="button" on:click=move |_| writing.set(true)>
                    <Icon name=IconName::Plus/>"Add a column"
                </button>
            })}
        </div>
    }
}

#[component]
pub fn NameOfNew(state: BoardState, writing: RwSignal<bool>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.scroll_into_view();
        }
    });
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        if name.trim().is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let project_id = state.board.with_untracked(|board| board.project.id);
            match until_reached(|| api::add_column(state.workspace.get_value(), project_id, name.clone())).await {
                Ok(column) => {
                    state.put_column(column);
                    writing.set(false);
                }
                Err(failure) => state.toasts.error(failure.field("name").unwrap_or_else(|| failure.to_string())),
            }
            busy.set(false);
        });
    };
    view! {
        <form class="new-card" on:submit=add>
            <input
                node_ref=field
                type="text"
                maxlength="60"
                autocomplete="off"
                aria-label="Name of the new column"
                placeholder="Name of the column"
                on:keydown=move |event| {
                    event.stop_propagation();
                    if event.key() == "Escape" {
                        writing.set(false);
                    }
                }
            />
            <div class="actions">
                <button class="button primary small" type="submit" aria-busy=move || busy.get().then_some("true")>"Add"</button>
                <button class="button quiet small" type="button" on:click=move |_| writing.set(false)>"Close"</button>
            </div>
        </form>
    }
}
