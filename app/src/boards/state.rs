//! A board in the browser: what the server last said, and the moves it has not answered yet. What is
//! shown is the one replayed over the other, so a late answer or somebody else's move never makes a
//! card jump back and forth.

pub use super::order::place_at;

use super::{
    api::{self, Place},
    blocked, kept,
    order::{Order, in_order, put_behind, replay, tasks_of},
    pause::pause,
    picking::Asked,
};
use crate::{
    failure::Failure,
    ui::Toasts,
    undo::{Act, History},
};
use atrium::{
    boards::{
        board::{Board, BoardChanges},
        filter::Around,
        project::Column,
        task::Card,
        view::{
            View,
            arrange::{Bunch, arrange},
        },
    },
    ids::{ColumnId, SavedViewId, TaskId},
};
use leptos::prelude::*;
use std::collections::HashMap;

/// A move that the server has not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pending {
    number: u32,
    task_id: TaskId,
    to: Place,
    /// The browser's worker has it, and says what is still on its way.
    kept: bool,
}

/// What screen readers are told at once.
#[derive(Clone, Copy)]
pub struct Said(pub RwSignal<String>);

#[derive(Clone, Copy)]
pub struct BoardState {
    pub workspace: StoredValue<String>,
    pub board: RwSignal<Board>,
    cards: RwSignal<HashMap<TaskId, Card>>,
    pending: RwSignal<Vec<Pending>>,
    /// A card lifted with the keyboard, and where it is held.
    pub held: RwSignal<Option<(TaskId, Place)>>,
    /// As what it is looked at, and which of it.
    pub view: RwSignal<View>,
    /// The saved view that was chosen last.
    pub chosen: RwSignal<Option<SavedViewId>>,
    /// The tasks that were picked to be changed together, in the order of picking.
    pub picked: RwSignal<Vec<TaskId>>,
    /// What the menu of fields is open for.
    pub asked: RwSignal<Option<Asked>>,
    /// The card beside which that menu is to open, until it has.
    pub beside: StoredValue<Option<TaskId>>,
    /// Rises whenever somebody changed a task, with which.
    pub touched: RwSignal<(u32, Vec<TaskId>)>,
    /// What the browser's worker told last of what it keeps, as JSON; empty while there is nothing to tell.
    pub told: StoredValue<String>,
    /// The board is not there for this person any more.
    pub gone: RwSignal<bool>,
    order: Memo<Order>,
    /// How often each card was put down by hand.
    landed: StoredValue<HashMap<TaskId, u32>>,
    /// A column on its way behind another one, or to the front.
    pub column_move: RwSignal<Option<(ColumnId, Option<ColumnId>)>>,
    pub toasts: Toasts,
    pub(super) history: History,
}

impl BoardState {
    pub fn new(workspace: String, mut board: Board, view: View, toasts: Toasts, history: History) -> Self {
        let cards: HashMap<_, _> = std::mem::take(&mut board.cards).into_iter().map(|card| (card.id, card)).collect();
        let board = RwSignal::new(board);
        let cards = RwSignal::new(cards);
        let pending = RwSignal::new(Vec::<Pending>::new());
        let held = RwSignal::new(None::<(TaskId, Place)>);
        let view = RwSignal::new(view);
        // Apart, so that a card in somebody's hand does not have all others sorted anew.
        let ranked = Memo::new(move |_| {
            cards.with(|cards| view.with(|view| board.with(|board| in_order(kept(cards, view, board)))))
        });
        let order = Memo::new(move |_| {
            let mut order = ranked.get();
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
            view,
            chosen: RwSignal::new(None),
            picked: RwSignal::new(Vec::new()),
            asked: RwSignal::new(None),
            beside: StoredValue::new(None),
            touched: RwSignal::new((0, Vec::new())),
            told: StoredValue::default(),
            gone: RwSignal::new(false),
            order,
            landed: StoredValue::default(),
            column_move: RwSignal::new(None),
            toasts,
            history,
        }
    }

    /// Whether its page is still there.
    pub fn lives(self) -> bool {
        self.workspace.try_with_value(|_| ()).is_some()
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

    /// The tasks of a list or a table, in their groups.
    pub fn bunches(self) -> Memo<Vec<Bunch>> {
        Memo::new(move |_| {
            let moved: Vec<_> =
                self.pending.with(|all| all.iter().map(|one| (one.task_id, one.to.column_id)).collect());
            self.cards.with(|cards| {
                self.view.with(|view| self.board.with(|board| arrange(cards.values(), board, &moved, view)))
            })
        })
    }

    /// Looks at the cards that the filter keeps.
    pub fn with_kept<T>(self, look: impl FnOnce(&mut dyn Iterator<Item = &Card>) -> T) -> T {
        self.cards.with(|cards| self.view.with(|view| self.board.with(|board| look(&mut kept(cards, view, board)))))
    }

    /// Looks at every card, with the board around them.
    pub fn with_cards<T>(self, look: impl FnOnce(&HashMap<TaskId, Card>, &Board) -> T) -> T {
        self.cards.with(|cards| self.board.with(|board| look(cards, board)))
    }

    /// The cards of all columns, as they are shown.
    pub fn order(self) -> Memo<Order> {
        self.order
    }

    /// The ids of a column's cards, as they are shown.
    pub fn in_column(self, column_id: ColumnId) -> Memo<Vec<TaskId>> {
        Memo::new(move |_| self.order.with(|order| tasks_of(order, column_id)))
    }

    /// What makes a card in a list another one than before. One that was put down by hand is drawn anew: if it were the
    /// same, in another place, the list would take out all that are between the two and put them back.
    pub fn drawn_as(self, task_id: TaskId) -> (TaskId, u32) {
        (task_id, self.landed.with_value(|landed| landed.get(&task_id).copied().unwrap_or_default()))
    }

    /// Moves a card that was put down by hand.
    pub fn land(self, task_id: TaskId, to: Place) {
        self.landed.update_value(|landed| *landed.entry(task_id).or_default() += 1);
        self.move_task(task_id, to);
    }

    pub fn order_of(self, column_id: ColumnId) -> Vec<TaskId> {
        self.order.with_untracked(|order| tasks_of(order, column_id))
    }

    pub fn column_of(self, task_id: TaskId) -> Option<ColumnId> {
        self.order.with_untracked(|order| {
            order.iter().find(|(_, tasks)| tasks.contains(&task_id)).map(|(column_id, _)| *column_id)
        })
    }

    pub fn shown(self) -> usize {
        self.order.with(|order| order.iter().map(|(_, tasks)| tasks.len()).sum())
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

    /// Shows a card as it will be when the server has answered. What it says then counts.
    pub fn foresee(self, card: Card) {
        self.cards.update(|cards| {
            cards.insert(card.id, card);
        });
    }

    pub fn take_away(self, task_id: TaskId) {
        self.cards.update(|cards| {
            cards.remove(&task_id);
        });
        if self.picked.with_untracked(|picked| picked.contains(&task_id)) {
            self.pick(task_id);
        }
    }

    /// Moves a card at once, tells the server, and tries again while it cannot be reached.
    pub fn move_task(self, task_id: TaskId, to: Place) {
        let warned = blocked::completes(self, task_id, to);
        let from = self.place_of(task_id);
        let number = self.pending.with_untracked(|pending| pending.last().map_or(0, |last| last.number + 1));
        self.pending.update(|pending| pending.push(Pending { number, task_id, to, kept: false }));
        self.history.carry_out(async move {
            // To show it comes first.
            pause(0).await;
            let answer = loop {
                match api::move_task(self.workspace.get_value(), task_id, to).await {
                    Err(Failure::Offline) => pause(2_000).await,
                    answer => break answer,
                }
            };
            if answer == Err(Failure::Kept) {
                let kept = |one: &mut Pending| one.kept |= one.number == number;
                self.pending.update(|pending| pending.iter_mut().for_each(kept));
                return;
            }
            // One update for both, so that nothing is shown in between.
            if let Ok(card) = &answer {
                if let Some((from, shown)) = from {
                    let act = |to| Act::Move { task: task_id, to };
                    self.did_to(card, shown, "moved", act(from), act(to));
                }
                self.put(card.clone());
            }
            self.pending.update(|pending| pending.retain(|one| one.number != number));
            match answer {
                Err(failure) => self.toasts.error(failure.to_string()),
                Ok(_) if warned => blocked::offer_back(self),
                Ok(_) => {}
            }
        });
    }

    /// Shows these moves as on their way, in the place of those that were kept before.
    pub fn foresee_moves(self, moves: &[(TaskId, Place)]) {
        self.pending.update(|pending| {
            pending.retain(|one| !one.kept);
            let first = pending.last().map_or(0, |last| last.number + 1);
            let numbered = (first..).zip(moves);
            pending.extend(numbered.map(|(number, &(task_id, to))| Pending { number, task_id, to, kept: true }));
        });
    }

    /// Of the cards that the server has not numbered, lets only these stand.
    pub fn keep_unsent(self, these: &[TaskId]) {
        let gone = |card: &Card| card.number == 0 && !these.contains(&card.id);
        if self.cards.with_untracked(|cards| cards.values().any(gone)) {
            self.cards.update(|cards| cards.retain(|_, card| !gone(card)));
        }
    }

    /// Tells who looks at these tasks that they have changed.
    pub fn touch(self, touched: Vec<TaskId>) {
        if !touched.is_empty() {
            self.touched.update(|(count, tasks)| {
                *count += 1;
                *tasks = touched;
            });
        }
    }

    /// Takes what the live hub tells.
    pub fn apply(self, changes: BoardChanges) {
        let mut touched: Vec<TaskId> = changes.cards.iter().map(|card| card.id).collect();
        touched.extend(&changes.gone);
        // One's own changes come back here, and are known. What draws the board is told of news alone.
        self.cards.maybe_update(|cards| {
            let mut news = false;
            for card in changes.cards {
                if cards.get(&card.id).is_none_or(|known| known.version <= card.version && *known != card) {
                    cards.insert(card.id, card);
                    news = true;
                }
            }
            for id in changes.gone {
                news |= cards.remove(&id).is_some();
            }
            news
        });
        self.board.maybe_update(|board| {
            board.seq = board.seq.max(changes.seq);
            let news = changes.columns.is_some()
                || changes.labels.is_some()
                || changes.fields.is_some()
                || changes.project.is_some();
            if let Some(columns) = changes.columns {
                board.columns = columns;
            }
            if let Some(labels) = changes.labels {
                board.labels = labels;
            }
            if let Some(fields) = changes.fields {
                board.fields = fields;
            }
            if let Some(project) = changes.project {
                board.project = *project;
            }
            news
        });
        self.touch(touched);
        kept::again(self);
    }

    /// Takes a whole board anew.
    pub fn replace(self, mut board: Board) {
        let cards = std::mem::take(&mut board.cards);
        self.cards.set(cards.into_iter().map(|card| (card.id, card)).collect());
        self.board.set(board);
        self.touch(self.cards.with_untracked(|cards| cards.keys().copied().collect()));
        kept::again(self);
    }
}

/// The cards of a board that its filter keeps.
fn kept<'a>(cards: &'a HashMap<TaskId, Card>, view: &View, board: &Board) -> impl Iterator<Item = &'a Card> {
    let matcher = view.filter.matcher();
    cards.values().filter(move |card| {
        let done = board.columns.iter().any(|column| column.id == card.column_id && column.done);
        matcher.matches(card, Around { project_key: &board.project.key, today: board.today, done })
    })
}
