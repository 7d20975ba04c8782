use super::super::{
    api::load_blocks,
    rows::{Item, in_rows},
};
use crate::boards::{pause, state::BoardState};
use atrium::{
    boards::{
        relation::Blocking,
        view::{SortBy, calendar::Span, group::Of, timeline::clashes},
    },
    ids::TaskId,
};
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};

/// What stands in the rows, when it is, and what waits for what.
#[derive(Clone, Copy)]
pub struct Plan {
    pub items: Memo<Vec<Item>>,
    pub folded: RwSignal<HashSet<Of>>,
    pub spans: Memo<HashMap<TaskId, Span>>,
    pub blocks: RwSignal<Vec<Blocking>>,
    /// The tasks that start before one ends that they wait for, with its key.
    pub clashes: Memo<HashMap<TaskId, (TaskId, String)>>,
}

impl Plan {
    pub fn new(state: BoardState) -> Self {
        let folded = RwSignal::new(HashSet::new());
        let spans = Memo::new(move |_| {
            let found = state.with_kept(|cards| cards.filter_map(Span::of).collect::<Vec<_>>());
            found.into_iter().map(|span| (span.task_id, span)).collect::<HashMap<_, _>>()
        });
        let bunches = state.bunches();
        let by_date = Memo::new(move |_| state.view.with(|view| view.sort.by == SortBy::Manual));
        let items = Memo::new(move |_| {
            let mut bunches = bunches.get();
            spans.with(|spans| {
                for bunch in &mut bunches {
                    let date = |id: &TaskId| spans.get(id).map(|span| (span.from, span.to));
                    // What has no date is last; without another order the rest goes by time.
                    bunch.tasks.sort_by_key(|id| (!spans.contains_key(id), date(id).filter(|_| by_date.get())));
                }
            });
            folded.with(|folded| in_rows(&bunches, folded))
        });
        let blocks = RwSignal::new(Vec::new());
        let clashes = Memo::new(move |_| {
            let open = state.board.with(|board| {
                board.columns.iter().filter(|column| !column.done).map(|column| column.id).collect::<Vec<_>>()
            });
            let is_open = |id: TaskId| state.card_now(id).is_some_and(|card| open.contains(&card.column_id));
            blocks.with(|blocks| {
                spans.with(|spans| {
                    clashes(blocks, spans, is_open)
                        .map(|one| (one.blocked, (one.blocker, key(state, one.blocker))))
                        .collect()
                })
            })
        });
        Self { items, folded, spans, blocks, clashes }
    }

    /// Keeps what blocks what as the server has it: a relation is a change of both its tasks.
    pub fn listen(self, state: BoardState) {
        Effect::new(move |_| {
            let (count, _) = state.touched.get();
            let project_id = state.board.with_untracked(|board| board.project.id);
            leptos::task::spawn_local(async move {
                if count > 0 {
                    pause(300).await;
                }
                // Of many changes at once the last asks for all.
                if state.touched.try_with_untracked(|(now, _)| *now == count) != Some(true) {
                    return;
                }
                // Where it cannot be asked for now, what is known stays.
                if let Ok(blocks) = load_blocks(state.workspace.get_value(), project_id).await {
                    self.blocks.try_set(blocks);
                }
            });
        });
    }
}

/// Such as `SHOP-3`.
pub fn key(state: BoardState, task_id: TaskId) -> String {
    let number = state.card_now(task_id).map_or(0, |card| card.number);
    state.board.with_untracked(|board| format!("{}-{number}", board.project.key))
}
