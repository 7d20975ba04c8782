use super::{Act, Turn, Versions, Which};
use crate::{
    at_hand::{Errand, run},
    boards::BoardState,
    ui::{Toasts, use_toasts},
};
use leptos::{prelude::*, task::spawn_local};

/// As many acts as can be taken back.
const MOST: usize = 50;

/// An act that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub(super) number: u32,
    pub(super) workspace: String,
    /// What happened, such as `ATR-42 was moved`.
    pub(super) said: String,
    pub(super) back: Act,
    pub(super) again: Act,
    pub(super) versions: Option<Versions>,
}

impl Done {
    pub fn new(workspace: &str, said: String, back: Act, again: Act) -> Self {
        Self { number: 0, workspace: workspace.to_owned(), said, back, again, versions: None }
    }

    pub fn between(self, before: i32, after: i32) -> Self {
        Self { versions: Some(Versions { before, after }), ..self }
    }
}

#[derive(Default)]
pub(super) struct Stacks {
    pub past: Vec<Done>,
    pub future: Vec<Done>,
    /// The board that is on the screen.
    pub board: Option<BoardState>,
    /// Something is on its way back.
    pub busy: bool,
    /// How many acts the server has not answered yet.
    pub under_way: u32,
    pub last: u32,
}

struct Kept {
    stacks: Stacks,
    toasts: Toasts,
    turns: RwSignal<u32>,
}

/// What was done in this browser since the program came, and what of it was taken back.
#[derive(Clone, Copy)]
pub struct History(StoredValue<Kept>);

/// Call once, at the root.
pub fn provide_history() -> History {
    let kept = Kept { stacks: Stacks::default(), toasts: use_toasts(), turns: RwSignal::new(0) };
    let history = History(StoredValue::new(kept));
    provide_context(history);
    history
}

pub fn use_history() -> History {
    use_context().unwrap_or_else(provide_history)
}

impl History {
    /// Carries out an act that ends in [`Self::did`]. What is taken back while it is under way waits for it, so that a
    /// quick Ctrl+Z is about what was done last and not about what came before.
    pub fn carry_out(self, act: impl Future<Output = ()> + 'static) {
        self.with(|stacks| stacks.under_way += 1);
        spawn_local(async move {
            act.await;
            self.with(|stacks| stacks.under_way -= 1);
        });
    }

    pub fn did(self, done: Done) {
        self.with(|stacks| {
            stacks.last += 1;
            stacks.past.push(Done { number: stacks.last, ..done });
            stacks.future.clear();
            if stacks.past.len() > MOST {
                stacks.past.remove(0);
            }
        });
    }

    /// Says what was done last, with the offer to take it back.
    pub fn offer(self) {
        self.offer_saying(|said| format!("{said}."));
    }

    /// The same in words of one's own, made from what was done.
    pub fn offer_saying(self, words: impl FnOnce(String) -> String) {
        if let Some((number, said)) =
            self.with(|stacks| stacks.past.last().map(|done| (done.number, done.said.clone())))
        {
            let undo = Callback::new(move |()| self.turn(Which::This(number)));
            self.toasts().undoable(words(said), undo);
        }
    }

    pub fn turn(self, which: Which) {
        spawn_local(async move {
            run(Errand::Take(Turn { history: self, which }), self.toasts()).await;
        });
    }

    /// Rises whenever something was taken back or done again, for pages that must load anew.
    pub fn turns(self) -> u32 {
        self.0.with_value(|kept| kept.turns).get()
    }

    pub(super) fn turned(self) {
        self.0.with_value(|kept| kept.turns).update(|turns| *turns += 1);
    }

    pub(super) fn toasts(self) -> Toasts {
        self.0.with_value(|kept| kept.toasts)
    }

    pub(super) fn with<T>(self, act: impl FnOnce(&mut Stacks) -> T) -> T
    where
        T: Default,
    {
        self.0.try_update_value(|kept| act(&mut kept.stacks)).unwrap_or_default()
    }

    /// Shows on this board at once what is taken back, while the calling component lives.
    pub fn show_on(self, board: BoardState) {
        self.with(|stacks| stacks.board = Some(board));
        on_cleanup(move || self.with(|stacks| stacks.board = None));
    }
}
