//! What can be done to a column, from its header.

mod actions;
mod edit_form;
mod remove_form;

pub use actions::ColumnActions;

use super::{
    state::BoardState,
    views::{Wanted, views},
};
use crate::ui::{Icon, IconName, walk_menu};
use atrium::boards::project::Column;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlFormElement;

/// What a column is called and holds at most, where it stands, and whether it stays.
#[component]
pub fn ColumnMenu(column: Memo<Option<Column>>, state: BoardState) -> impl IntoView {
    let Some(column_id) = column.with_untracked(|column| column.as_ref().map(|column| column.id)) else {
        return ().into_any();
    };
    let name = move || column.with(|column| column.as_ref().map(|column| column.name.clone()).unwrap_or_default());
    let menu = NodeRef::<html::Div>::new();
    // What is in it comes when it is first opened: a board has many columns and rarely a change to one.
    let opened = RwSignal::new(false);
    let id = format!("column-menu-{column_id}");
    let target = id.clone();
    // What was typed and not saved is not what the column is called.
    let forget = move || {
        if let Some(Ok(Some(form))) = menu.get_untracked().map(|menu| menu.query_selector("form")) {
            form.unchecked_into::<HtmlFormElement>().reset();
        }
    };
    view! {
        <button
            class="button quiet small icon-only needs-script"
            type="button"
            popovertarget=target
            aria-haspopup="true"
            on:click=move |_| opened.set(true)
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
            on:keydown=|event| { walk_menu(&event); event.stop_propagation(); }
        >
            {move || opened.get().then(|| crate::routes::later(views(Wanted::Column(column, state, menu))))}
        </div>
    }
    .into_any()
}
