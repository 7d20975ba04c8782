//! The board in lanes: columns across, and down the page a lane for each person, label or priority. A card that is
//! taken to another lane and column gets both in one change.
//!
//! Who has two people or labels stands in both lanes, as groups of a list have it: a person who looks along their lane
//! sees all of their work. Such a card says where else it stands, and counts once in its column.

mod cell;
mod keys;
mod lane;
mod put;

use crate::{
    at_hand::private,
    boards::{
        column::ColumnHead,
        drag, picking,
        state::{BoardState, Said},
    },
};
use atrium::{
    boards::{
        filter::Around,
        view::{View, group::Of},
    },
    ids::{ColumnId, TaskId},
};
use lane::Lane;
use leptos::{html, prelude::*};
use std::collections::{HashMap, HashSet};

/// Lanes that are drawn at first, and how many more each time the end comes near.
const FIRST: usize = 4;
const STEP: usize = 3;

/// What the parts of the board share.
#[derive(Clone, Copy)]
pub struct Shared {
    pub state: BoardState,
    /// Every lane there can be, in order.
    pub lanes: Memo<Vec<(Of, String)>>,
    /// The cards of each lane and column, in order.
    pub cells: Memo<HashMap<(Of, ColumnId), Vec<TaskId>>>,
    pub folded: RwSignal<HashSet<String>>,
    /// A card lifted with the keyboard: the lane it came from, and the one it is held in.
    pub held: RwSignal<Option<(TaskId, Of, Of)>>,
    pub can_edit: bool,
    said: RwSignal<String>,
}

impl Shared {
    fn new(state: BoardState) -> Self {
        let by = Memo::new(move |_| state.view.with(View::grouped));
        let lanes = Memo::new(move |_| state.board.with(|board| by.get().groups(board)));
        let held = RwSignal::new(None::<(TaskId, Of, Of)>);
        let order = state.order();
        let cells = Memo::new(move |_| {
            let (by, held) = (by.get(), held.get());
            let mut cells: HashMap<(Of, ColumnId), Vec<TaskId>> = HashMap::new();
            let mut stand = |of: Of, column_id, task_id| cells.entry((of, column_id)).or_default().push(task_id);
            state.with_cards(|cards, board| {
                let around = |done| Around { project_key: &board.project.key, today: board.today, done };
                order.with(|order| {
                    for (column_id, tasks) in order {
                        let done = board.columns.iter().any(|column| column.id == *column_id && column.done);
                        for card in tasks.iter().filter_map(|id| cards.get(id)) {
                            by.each_of(card, *column_id, around(done), |of| {
                                let here = held.filter(|(id, from, _)| *id == card.id && *from == of);
                                stand(here.map_or(of, |(.., to)| to), *column_id, card.id);
                            });
                        }
                    }
                });
            });
            cells
        });
        Self {
            state,
            lanes,
            cells,
            folded: RwSignal::new(HashSet::new()),
            held,
            can_edit: state.board.with_untracked(|board| board.can.edit_tasks),
            said: use_context::<Said>().map_or_else(|| RwSignal::new(String::new()), |said| said.0),
        }
    }

    pub fn cell(self, of: Of, column_id: ColumnId) -> Vec<TaskId> {
        self.cells.with_untracked(|cells| cells.get(&(of, column_id)).cloned().unwrap_or_default())
    }

    /// How many cards stand in a lane.
    pub fn count(self, of: Of) -> usize {
        self.cells.with(|cells| cells.iter().filter(|((lane, _), _)| *lane == of).map(|(_, tasks)| tasks.len()).sum())
    }

    /// Folds a lane or opens it, and keeps that for this person in this browser.
    pub fn fold(self, of: Of) {
        let word = of.word();
        self.folded.update(|folded| {
            if !folded.remove(&word) {
                folded.insert(word);
            }
        });
        let folded = self.folded.with_untracked(|folded| folded.iter().cloned().collect::<Vec<_>>().join(","));
        private::keep(&self.kept_as(), &folded);
    }

    fn kept_as(self) -> String {
        let by = self.state.view.with_untracked(View::grouped);
        self.state.board.with_untracked(|board| format!("lanes:{}:{}", board.project.id, by.word()))
    }

    /// Takes what was folded here before, for the lanes that are shown now.
    fn unfold(self) {
        let kept = private::kept(&self.kept_as()).unwrap_or_default();
        self.folded.set(kept.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect());
    }
}

#[component]
pub fn Lanes(state: BoardState) -> impl IntoView {
    let shared = Shared::new(state);
    let node: NodeRef<html::Div> = NodeRef::new();
    let columns = state.columns();
    let everyone = RwSignal::new(false);
    let shown = RwSignal::new(FIRST);
    let filled = Memo::new(move |_| {
        let lanes = shared.lanes.get();
        let (some, none): (Vec<_>, Vec<_>) = lanes.into_iter().partition(|(of, _)| shared.count(*of) > 0);
        (some, none)
    });
    let wanted = move || {
        let (mut some, none) = filled.get();
        some.extend(none.into_iter().filter(|_| everyone.get()));
        some
    };
    let drawn = move || -> Vec<(Of, String)> { wanted().into_iter().take(shown.get()).collect() };
    let empty = move || filled.with(|(_, none)| none.len());
    let more = move || {
        let near = node
            .try_get_untracked()
            .flatten()
            .is_some_and(|node| node.scroll_top() + node.client_height() > node.scroll_height() - 800);
        if near && shown.get_untracked() < untrack(wanted).len() {
            shown.update(|shown| *shown += STEP);
        }
    };
    if shared.can_edit {
        drag::enable(node, state, put::landed);
    }
    Effect::new(move |_| {
        shared.lanes.track();
        shared.unfold();
    });
    // A tall screen, folded lanes or a filter leave room for more.
    Effect::new(move |_| {
        (shown.track(), filled.track(), shared.folded.track());
        let _ = request_animation_frame(more);
    });
    view! {
        <div
            class="lanes"
            node_ref=node
            role="region"
            aria-label="Board in lanes"
            tabindex="0"
            on:scroll=move |_| more()
            on:keydown=move |event| keys::pressed(&event, shared)
            on:click=move |event| { picking::clicked(&event, state, || keys::in_order(shared)); }
        >
            <div class="lane-columns">
                <For each=move || columns.get() key=|column| column.id let:column>
                    <div class="lane-column"><ColumnHead column_id=column.id state=state/></div>
                </For>
            </div>
            <For each=drawn key=|lane| lane.clone() let:lane>
                <Lane shared=shared of=lane.0 name=lane.1/>
            </For>
            {move || (shared.can_edit && empty() > 0).then(|| view! {
                <button class="button quiet empty-lanes" type="button" aria-pressed=move || everyone.get().to_string() on:click=move |_| {
                    everyone.update(|all| *all = !*all);
                    shown.update(|shown| *shown += STEP);
                }>
                    {move || match (everyone.get(), empty()) {
                        (true, _) => "Hide the empty lanes".to_owned(),
                        (false, 1) => "Show the empty lane".to_owned(),
                        (false, count) => format!("Show the {count} empty lanes"),
                    }}
                </button>
            })}
        </div>
    }
}
