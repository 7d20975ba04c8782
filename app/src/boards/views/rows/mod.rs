//! The tasks as a list or as a table. Only the rows near the screen are drawn.

mod cells;
mod drawn;
mod head;
pub mod keys;
mod list;
mod table;
mod title;
mod widths;

use super::field_menu::ask;
use crate::{
    boards::{
        picking::{self, target, task_at},
        state::BoardState,
    },
    ui::{EmptyState, IconName},
};
use atrium::{
    boards::{
        field::Field as OwnField,
        filter::Filter,
        project::{Column, Label},
        view::{Layout, arrange::Bunch, group::Of},
    },
    ids::TaskId,
};
use drawn::Drawn;
pub use head::GroupHead;
use leptos::{html, prelude::*};
use list::List;
pub use list::row_class;
use std::collections::HashSet;
use table::Table;
use web_sys::MouseEvent;

/// A row: the head of a group, or a task in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    Head { of: Of, name: String, count: usize, folded: bool },
    Task(Of, TaskId),
}

impl Item {
    pub fn task(&self) -> Option<TaskId> {
        match self {
            Self::Head { .. } => None,
            Self::Task(_, task_id) => Some(*task_id),
        }
    }

    /// What finds the row in the page: who has two labels has a row under each.
    pub fn row(&self) -> Option<String> {
        match self {
            Self::Head { .. } => None,
            Self::Task(Of::Person(Some(id)), task_id) => Some(format!("{task_id}-{id}")),
            Self::Task(Of::Label(Some(id)), task_id) => Some(format!("{task_id}-{id}")),
            Self::Task(_, task_id) => Some(task_id.to_string()),
        }
    }
}

/// What all rows share.
#[derive(Clone, Copy)]
pub struct Shared {
    pub state: BoardState,
    pub items: Memo<Vec<Item>>,
    pub drawn: Drawn,
    pub folded: RwSignal<HashSet<Of>>,
    pub columns: Memo<Vec<Column>>,
    pub labels: Memo<Vec<Label>>,
    pub fields: Memo<Vec<OwnField>>,
    /// The row whose title is being written.
    pub writing: RwSignal<Option<String>>,
    pub can_edit: bool,
}

impl Shared {
    pub fn new(state: BoardState, folded: RwSignal<HashSet<Of>>, items: Memo<Vec<Item>>) -> Self {
        Self {
            state,
            items,
            drawn: Drawn::new(items),
            folded,
            columns: state.columns(),
            labels: Memo::new(move |_| state.board.with(|board| board.labels.clone())),
            fields: Memo::new(move |_| state.board.with(|board| board.fields.clone())),
            writing: RwSignal::new(None),
            can_edit: state.board.with_untracked(|board| board.can.edit_tasks),
        }
    }

    /// The tasks in the order of their rows.
    pub fn tasks(self) -> Vec<TaskId> {
        self.items.with_untracked(|items| items.iter().filter_map(Item::task).collect())
    }
}

#[component]
pub fn Rows(state: BoardState) -> impl IntoView {
    let bunches = state.bunches();
    let folded = RwSignal::new(HashSet::new());
    let items = Memo::new(move |_| bunches.with(|bunches| folded.with(|folded| in_rows(bunches, folded))));
    let shared = Shared::new(state, folded, items);
    keys::listen(shared);
    let node: NodeRef<html::Div> = shared.drawn.node;
    let layout = state.view.with_untracked(|view| view.layout);
    let empty = Memo::new(move |_| items.with(Vec::is_empty));
    view! {
        <div
            class=format!("rows {}", layout.word())
            node_ref=node
            role="region"
            aria-label="Tasks"
            on:scroll=move |_| shared.drawn.look()
            on:keydown=move |event| keys::pressed(&event, shared)
            on:click=move |event| clicked(&event, shared)
            on:dblclick=move |event| keys::write_title(target(&event), shared)
        >
            {move || empty.get().then(|| view! { <Nothing state=state/> })}
            {match layout {
                Layout::Table => view! { <Table shared=shared/> }.into_any(),
                _ => view! { <List shared=shared/> }.into_any(),
            }}
        </div>
    }
}

/// The groups one below the other, without the tasks of those that are folded.
pub fn in_rows(bunches: &[Bunch], folded: &HashSet<Of>) -> Vec<Item> {
    let mut items = Vec::new();
    for bunch in bunches {
        let closed = folded.contains(&bunch.of);
        if bunch.of != Of::All {
            items.push(Item::Head { of: bunch.of, name: bunch.name.clone(), count: bunch.tasks.len(), folded: closed });
        }
        if !closed {
            items.extend(bunch.tasks.iter().map(|id| Item::Task(bunch.of, *id)));
        }
    }
    items
}

#[component]
pub fn Nothing(state: BoardState) -> impl IntoView {
    let filtered = move || state.view.with(|view| !view.filter.is_empty());
    view! {
        {move || if filtered() {
            view! {
                <EmptyState icon=IconName::ListFilter title="No task is like that" sentence="Take a filter away to see more of them.">
                    <button class="button" type="button" on:click=move |_| state.view.update(|view| view.filter = Filter::default())>"Clear the filters"</button>
                </EmptyState>
            }.into_any()
        } else {
            view! {
                <EmptyState icon=IconName::Rows3 title="No tasks yet" sentence="Tasks are added on the board, and stand here in rows.">
                    <button class="button primary" type="button" on:click=move |_| state.view.update(|view| view.layout = Layout::Board)>"Go to the board"</button>
                </EmptyState>
            }.into_any()
        }}
    }
}

/// A click in a row: on its check box, with a key held, or on a field.
fn clicked(event: &MouseEvent, shared: Shared) {
    let Some(element) = target(event) else { return };
    let Some(task_id) = task_at(&element) else { return };
    let state = shared.state;
    if element.class_list().contains("pick") {
        if event.shift_key() {
            state.pick_until(task_id, &shared.tasks());
        } else {
            state.pick(task_id);
        }
        return;
    }
    if picking::clicked(event, state, || shared.tasks()) {
        return;
    }
    ask(state, &element, task_id);
}
