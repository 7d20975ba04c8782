//! Lists, tables and what belongs to several tasks: all that the first screen of a board does without. It travels as
//! a part of its own, fetched when it is first asked for.

mod api;
mod bulk_bar;
mod calendar;
mod carry;
mod change;
mod choices;
mod days;
mod field_menu;
mod filter_menu;
mod lanes;
mod own_field;
mod own_filter;
mod rows;
mod saved_menu;
mod scales;
mod timeline;

pub use api::edit_tasks;

use super::{
    bar::Bar,
    column_menu::ColumnActions,
    filters::Opened,
    move_menu::{self, MoveActions},
    new_column::NameOfNew,
    state::BoardState,
};
use crate::{
    head::{self, Place},
    routes::Part,
};
use atrium::boards::project::Column;
use bulk_bar::BulkBar;
use calendar::Calendar;
use field_menu::FieldMenu;
use filter_menu::FilterMenu;
use lanes::Lanes;
use leptos::{html, prelude::*};
use rows::Rows;
use saved_menu::SavedMenu;
use timeline::Timeline;

/// What is to be shown.
#[derive(Clone, Copy)]
pub enum Wanted {
    /// The tasks as a list or a table.
    Rows(BoardState),
    /// What changes tasks, one or many.
    Tools(BoardState),
    /// The bar over the board.
    Bar(BoardState),
    /// The inside of the menu of filters.
    Filter(BoardState, Opened),
    /// The inside of the menu of saved views.
    Saved(BoardState, RwSignal<u32>),
    /// The inside of the menu of a column.
    Column(Memo<Option<Column>>, BoardState, NodeRef<html::Div>),
    /// The inside of the menu that moves a task.
    Move(BoardState, move_menu::Opened, NodeRef<html::Div>),
    /// The field for the name of a new column, while somebody writes.
    NewColumn(BoardState, RwSignal<bool>),
}

/// Fetched when something of it is first shown, as the pages in [`crate::routes`] are.
#[cfg_attr(feature = "split", lazy(fallible))]
pub async fn views(wanted: Wanted) -> Part {
    Ok(match wanted {
        Wanted::Rows(state) => {
            head::shows(Place::Rows, "views");
            view! { <Rows state=state/> }.into_any()
        }
        Wanted::Tools(state) => view! { <FieldMenu state=state/> <BulkBar state=state/> }.into_any(),
        Wanted::Bar(state) => view! { <Bar state=state/> }.into_any(),
        Wanted::Filter(state, opened) => view! { <FilterMenu state=state opened=opened/> }.into_any(),
        Wanted::Saved(state, opened) => view! { <SavedMenu state=state opened=opened/> }.into_any(),
        Wanted::Column(column, state, menu) => {
            view! { <ColumnActions column=column state=state menu=menu/> }.into_any()
        }
        Wanted::Move(state, opened, menu) => view! { <MoveActions state=state opened=opened menu=menu/> }.into_any(),
        Wanted::NewColumn(state, writing) => view! { <NameOfNew state=state writing=writing/> }.into_any(),
    })
}

/// What is shown of the plan of a project.
#[derive(Clone, Copy)]
pub enum Plan {
    Calendar(BoardState),
    Timeline(BoardState),
    Lanes(BoardState),
}

/// Fetched when one of them is first shown. A part of its own: who lives in lists does without it.
#[cfg_attr(feature = "split", lazy(fallible))]
pub async fn plan(plan: Plan) -> Part {
    head::shows(Place::Rows, "plan");
    Ok(match plan {
        Plan::Calendar(state) => view! { <Calendar state=state/> }.into_any(),
        Plan::Timeline(state) => view! { <Timeline state=state/> }.into_any(),
        Plan::Lanes(state) => view! { <Lanes state=state/> }.into_any(),
    })
}
