//! Lists, tables and what belongs to several tasks: all that the first screen of a board does without. It travels as
//! a part of its own, fetched when it is first asked for.

mod api;
mod bulk_bar;
mod change;
mod choices;
mod field_menu;
mod filter_menu;
mod own_field;
mod own_filter;
mod rows;
mod saved_menu;

pub use api::edit_tasks;

use super::{filters::Opened, state::BoardState};
use crate::routes::Part;
use bulk_bar::BulkBar;
use field_menu::FieldMenu;
use filter_menu::FilterMenu;
use leptos::prelude::*;
use leptos_meta::Body;
use rows::Rows;
use saved_menu::SavedMenu;

/// What is to be shown.
#[derive(Clone, Copy)]
pub enum Wanted {
    /// The tasks as a list or a table.
    Rows(BoardState),
    /// What changes tasks, one or many.
    Tools(BoardState),
    /// The inside of the menu of filters.
    Filter(BoardState, Opened),
    /// The inside of the menu of saved views.
    Saved(BoardState, RwSignal<u32>),
}

/// Fetched when something of it is first shown, as the pages in [`crate::routes`] are.
#[cfg_attr(feature = "split", lazy(fallible))]
pub async fn views(wanted: Wanted) -> Part {
    Ok(match wanted {
        Wanted::Rows(state) => view! { <Body {..} data-rows="views"/> <Rows state=state/> }.into_any(),
        Wanted::Tools(state) => view! { <FieldMenu state=state/> <BulkBar state=state/> }.into_any(),
        Wanted::Filter(state, opened) => view! { <FilterMenu state=state opened=opened/> }.into_any(),
        Wanted::Saved(state, opened) => view! { <SavedMenu state=state opened=opened/> }.into_any(),
    })
}
