//! The bar over a board: as what it is looked at, and what is looked for. On the first screen it lies as the server has
//! drawn it; its code comes with that of its menus, when somebody reaches for it or when what it shows changes.

use super::{
    filters::Filters,
    state::BoardState,
    switcher::Switcher,
    views::{Wanted, views},
};
use crate::hydration::Asleep;
#[cfg(feature = "ssr")]
use crate::routes::arrived;
use atrium::boards::view::Layout;
use leptos::prelude::*;

#[component]
pub fn SleepingBar(state: BoardState) -> impl IntoView {
    let first = untrack(|| shown(state));
    Asleep::new("board-head", move || fetch(state), move || shown(state) != first || is_busy(state))
}

#[component]
pub fn Bar(state: BoardState) -> impl IntoView {
    view! { <div class="board-head"><Switcher state=state/><Filters state=state/></div> }
}

/// The server has the code, and tells the browser to fetch it when it will be asked for at once.
#[cfg(feature = "ssr")]
async fn fetch(state: BoardState) -> Option<AnyView> {
    if untrack(|| is_busy(state)) {
        return Some(arrived(views(Wanted::Bar(state)).await));
    }
    Some(view! { <Bar state=state/> }.into_any())
}

#[cfg(not(feature = "ssr"))]
async fn fetch(state: BoardState) -> Option<AnyView> {
    let bar = views(Wanted::Bar(state)).await;
    if bar.is_err() {
        state.toasts.error("This did not arrive. Look at your connection and try again.");
    }
    bar.ok()
}

/// Whatever the bar says of a board that nothing is looked for on.
fn shown(state: BoardState) -> Vec<String> {
    let chosen = state.chosen.get().map(|id| id.to_string()).unwrap_or_default();
    let query = state.view.with(|view| state.query(view));
    state.board.with(|board| {
        let views = board.views.iter().map(|view| view.name.clone());
        let fields = board.fields.iter().map(|field| field.name.clone());
        [chosen, query].into_iter().chain(views).chain(fields).collect()
    })
}

/// Whether the bar counts tasks, or belongs to something whose code has come anyway.
fn is_busy(state: BoardState) -> bool {
    state.view.with(|view| view.layout != Layout::Board || !view.filter.is_empty())
}
