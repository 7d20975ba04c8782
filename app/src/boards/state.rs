//! A board in the browser: what the server last said, and the moves it has not answered yet. What is
//! shown is the one replayed over the other, so a late answer or somebody else's move never makes a
//! card jump back and forth.

use super::api::{self, Place};
use crate::{
    failure::Failure,
    ui::Toasts,
    undo::{Act, History},
};
use atrium::{
    boards::{
        board::{Board, BoardChanges},
        project::Column,
        task::Card,
    },
    ids::{ColumnId, PersonId, TaskId},
};
use leptos::prelude::*;
use std::collections::HashMap;

/// A move that the server has not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pending {
    number: u32,
    task_id: TaskId,
    to: Place,
}

/// What screen readers are told at once.
#[derive(Clone, Copy)]
pub struct Said(pub RwSignal<String>);

/// What is looked for on the board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub words: String,
    pub person: Option<PersonId>,
    pub label: Option<atrium::ids::LabelId>,
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && self.person.is_none() && self.label.is_none()
    }

    fn keeps(&self, card: &Card, project_key: &str) -> bool {
        let words = self.words.trim().to_lowercase();
        self.person.is_none_or(|person| card.assignees.contains(&person))
            && self.label.is_none_or(|label| card.labels.contains(&label))
            && (words.is_empty()
                || card.title.to_lowercase().contains(&words)
                || format!("{project_key}-{}", card.number).to_lowercase().contains(&words))
    }
}

#[derive(Clone, Copy)]
pub struct BoardState {
    pub workspace: StoredValue<String>,
    pub board: RwSignal<Board>,
    cards: RwSignal<HashMap<TaskId, Card>>,
    pending: RwSignal<Vec<Pending>>,
    /// A card lifted with the keyboard, and where it is held.
    pub held: RwSignal<Option<(TaskId, Place)>>,
    pub filter: RwSignal<Filter>,
    /// Who is on this board now, oneself included.
    pub here: RwSignal<Vec<PersonId>>,
    /// Rises whenever somebody changed a task, with which.
    pub touched: RwSignal<(u32, Vec<TaskId>)>,
    /// The board is not there for this person any more.
    pub gone: RwSignal<bool>,
    order: Memo<HashMap<ColumnId, Vec<TaskId>>>,
    /// A column on its way behind another one, or to the front.
    pub column_move: RwSignal<Option<(ColumnId, Option<ColumnId>)>>,
    pub toasts: Toasts,
    pub(super) history: History,
}

impl BoardState {
    pub fn new(workspace: String, mut board: Board, toasts: Toasts, history: History) -> Self {
        let cards: HashMap<_, _> = std::mem::take(&mut board.cards).into_iter().map(|card| (card.id, card)).collect();
        let project_key = board.project.key.clone();
        let board = RwSignal::new(board);
        let cards = RwSignal::new(cards);
        let pending = RwSignal::new(Vec::<Pending>::new());
        let held = RwSignal::new(None::<(TaskId, Place)>);
        let filter = RwSignal::new(Filter::default());
        let order = Memo::new(move |_| {
            let mut order = cards.with(|cards| {
                filter.with(|filter| {
                    let kept = cards.values().filter(|card| filter.is_empty() || filter.keeps(card, &project_key));
                    in_order(kept)
                })
            });
            pending.with(|pending| pending.iter().for_each(|one| replay(&mut order, one.task_id, &one.to)));
            if let Some((task_id, place)) = held.get() {
                replay(&mut order, task_id, &place);
            }
            order
        });
        Self {
            workspace: StoredValue::new(workspace),
            board,
            cards,
            pending,
            held,
            filter,
            here: RwSignal::new(Vec::new()),
            touched: RwSignal::new((0, Vec::new())),
            gone: RwSignal::new(false),
            order,
            column_move: RwSignal::new(None),
            toasts,
            history,
        }
    }

    /// As they are shown: with the one that moves in its place already.
    pub fn columns(self) -> Memo<Vec<Column>> {
        Memo::new(move |_| {
            let mut columns = self.board.with(|board| board.columns.clone());
            if let Some((column_id, after)) = self.column_move.get() {
                put_behind(&mut columns, column_id, after);
            }
            columns
        })
    }

    /// Takes a column as the server says it.
    pub fn put_column(self, column: Column) {
        self.board.update(|board| {
            board.columns.retain(|known| known.id != column.id);
            board.columns.push(column);
            board.columns.sort_unstable_by(|a, b| a.rank.cmp(&b.rank));
        });
    }

    /// The ids of a column's cards, as they are shown.
    pub fn in_column(self, column_id: ColumnId) -> Memo<Vec<TaskId>> {
        Memo::new(move |_| self.order.with(|order| order.get(&column_id).cloned().unwrap_or_default()))
    }

    pub fn order_of(self, column_id: ColumnId) -> Vec<TaskId> {
        self.order.with_untracked(|order| order.get(&column_id).cloned().unwrap_or_default())
    }

    pub fn column_of(self, task_id: TaskId) -> Option<ColumnId> {
        self.order.with_untracked(|order| {
            order.iter().find(|(_, tasks)| tasks.contains(&task_id)).map(|(column_id, _)| *column_id)
        })
    }

    pub fn shown(self) -> usize {
        self.order.with(|order| order.values().map(Vec::len).sum())
    }

    pub fn total(self) -> usize {
        self.cards.with(HashMap::len)
    }

    pub fn card(self, task_id: TaskId) -> Memo<Option<Card>> {
        Memo::new(move |_| self.cards.with(|cards| cards.get(&task_id).cloned()))
    }

    pub fn card_now(self, task_id: TaskId) -> Option<Card> {
        self.cards.with_untracked(|cards| cards.get(&task_id).cloned())
    }

    pub fn is_waiting(self, task_id: TaskId) -> bool {
        self.pending.with(|pending| pending.iter().any(|one| one.task_id == task_id))
    }

    /// Takes a card as the server says it, unless something newer is known.
    pub fn put(self, card: Card) {
        let known = self.cards.with_untracked(|cards| cards.get(&card.id).map(|known| known.version));
        if known.is_none_or(|known| known < card.version) {
            self.cards.update(|cards| {
                cards.insert(card.id, card);
            });
        }
    }

    pub fn take_away(self, task_id: TaskId) {
        self.cards.update(|cards| {
            cards.remove(&task_id);
        });
    }

    /// Moves a card at once, tells the server, and tries again while it cannot be reached.
    pub fn move_task(self, task_id: TaskId, to: Place) {
        let from = self.place_of(task_id);
        let number = self.pending.with_untracked(|pending| pending.last().map_or(0, |last| last.number + 1));
        self.pending.update(|pending| pending.push(Pending { number, task_id, to }));
        leptos::task::spawn_local(async move {
            let answer = loop {
                match api::move_task(self.workspace.get_value(), task_id, to).await {
                    Err(Failure::Offline) => super::pause::pause(2_000).await,
                    answer => break answer,
                }
            };
            // One update for both, so that nothing is shown in between.
            if let Ok(card) = &answer {
                if let Some((from, version)) = from.filter(|(_, version)| *version < card.version) {
                    let (back, again) = (Act::Move { task: task_id, to: from }, Act::Move { task: task_id, to });
                    self.did(card, "moved", back, again, version);
                }
                self.put(card.clone());
            }
            self.pending.update(|pending| pending.retain(|one| one.number != number));
            if let Err(failure) = answer {
                self.toasts.error(failure.to_string());
            }
        });
    }

    /// Takes what the live hub tells.
    pub fn apply(self, changes: BoardChanges) {
        let mut touched: Vec<TaskId> = changes.cards.iter().map(|card| card.id).collect();
        touched.extend(&changes.gone);
        if !changes.cards.is_empty() || !changes.gone.is_empty() {
            self.cards.update(|cards| {
                for card in changes.cards {
                    if cards.get(&card.id).is_none_or(|known| known.version <= card.version) {
                        cards.insert(card.id, card);
                    }
                }
                for id in changes.gone {
                    cards.remove(&id);
                }
            });
        }
        self.board.update(|board| {
            board.seq = board.seq.max(changes.seq);
            if let Some(columns) = changes.columns {
                board.columns = columns;
            }
            if let Some(labels) = changes.labels {
                board.labels = labels;
            }
            if let Some(project) = changes.project {
                board.project = project;
            }
        });
        if !touched.is_empty() {
            self.touched.update(|(count, tasks)| {
                *count += 1;
                *tasks = touched;
            });
        }
    }

    /// Takes a whole board anew.
    pub fn replace(self, mut board: Board) {
        let cards = std::mem::take(&mut board.cards);
        self.cards.set(cards.into_iter().map(|card| (card.id, card)).collect());
        self.board.set(board);
        self.touched.update(|(count, tasks)| {
            *count += 1;
            *tasks = self.cards.with_untracked(|cards| cards.keys().copied().collect());
        });
    }
}

fn in_order<'a>(cards: impl Iterator<Item = &'a Card>) -> HashMap<ColumnId, Vec<TaskId>> {
    let mut columns: HashMap<ColumnId, Vec<&Card>> = HashMap::new();
    for card in cards {
        columns.entry(card.column_id).or_default().push(card);
    }
    columns
        .into_iter()
        .map(|(column_id, mut cards)| {
            cards.sort_unstable_by(|a, b| a.rank.cmp(&b.rank).then(a.id.cmp(&b.id)));
            (column_id, cards.into_iter().map(|card| card.id).collect())
        })
        .collect()
}

fn put_behind(columns: &mut Vec<Column>, column_id: ColumnId, after: Option<ColumnId>) {
    let Some(from) = columns.iter().position(|column| column.id == column_id) else { return };
    let column = columns.remove(from);
    let at = after.and_then(|after| columns.iter().position(|other| other.id == after)).map_or(0, |at| at + 1);
    columns.insert(at, column);
}

/// Moves a task in the shown order the way the server will: after the one, else before the other,
/// else to the end.
fn replay(order: &mut HashMap<ColumnId, Vec<TaskId>>, task_id: TaskId, to: &Place) {
    let mut was_there = false;
    for tasks in order.values_mut() {
        let before = tasks.len();
        tasks.retain(|id| *id != task_id);
        was_there |= tasks.len() < before;
    }
    if !was_there {
        return;
    }
    let tasks = order.entry(to.column_id).or_default();
    let find = |wanted: Option<TaskId>| wanted.and_then(|wanted| tasks.iter().position(|id| *id == wanted));
    let at = find(to.after).map(|at| at + 1).or_else(|| find(to.before)).unwrap_or(tasks.len());
    tasks.insert(at, task_id);
}

/// The place at `index` of a column whose tasks, without the moving one, are `tasks`.
pub fn place_at(column_id: ColumnId, tasks: &[TaskId], index: usize) -> Place {
    Place {
        column_id,
        after: index.checked_sub(1).and_then(|before| tasks.get(before)).copied(),
        before: tasks.get(index).copied(),
    }
}
