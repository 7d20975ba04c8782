//! What forms share: the server's answer beside the fields, and what follows a success.

mod action;
mod post;

pub use action::{Action, ActionForm, Sending};

use crate::{failure::Failure, ui::use_toasts};
use leptos::{
    prelude::*,
    server_fn::{ServerFn, serde::de::DeserializeOwned},
};

/// What a server function said against a form the last time it was sent.
#[derive(Clone, Copy)]
pub struct Answer(Signal<Option<Failure>>);

impl Answer {
    pub fn of(action: impl Into<Sending>) -> Self {
        let answer = action.into().answer;
        Self(Signal::derive(move || {
            answer.with(|answer| answer.as_ref().and_then(|answer| answer.as_ref().err().cloned()))
        }))
    }

    /// The sentence beside one field.
    pub fn field(self, name: &'static str) -> MaybeProp<String> {
        let failure = self.0;
        MaybeProp::derive(move || failure.with(|failure| failure.as_ref().and_then(|failure| failure.field(name))))
    }

    /// Whether there is something to say against it now.
    pub fn is_refusal(self) -> bool {
        self.0.with_untracked(Option::is_some)
    }

    /// The sentence about the form as a whole.
    pub fn form(self) -> MaybeProp<String> {
        let failure = self.0;
        MaybeProp::derive(move || failure.with(|failure| failure.as_ref().and_then(Failure::form_message)))
    }
}

/// Does something in the browser each time the action succeeds.
pub fn after<S>(action: Action<S>, then: impl Fn(&S::Output) + 'static)
where
    S: ServerFn<Error = Failure> + 'static,
    S::Output: DeserializeOwned,
{
    Effect::new(move |_| {
        if let Some(output) = action.output() {
            untrack(|| then(&output));
        }
    });
}

/// Counts up with every success, for resources that must be read anew.
#[derive(Clone, Copy)]
pub struct Fresh(RwSignal<u32>);

impl Fresh {
    pub fn new() -> Self {
        Self(RwSignal::new(0))
    }

    pub fn get(self) -> u32 {
        self.0.get()
    }

    pub fn bump(self) {
        self.0.update(|count| *count += 1);
    }

    /// After a success of this action: read anew, and say `done` if there is something to say. What goes
    /// wrong is said too, for buttons that have no form to say it in.
    pub fn follow(self, action: impl Into<Sending>, done: &'static str) {
        self.follow_answers(action.into(), done, true);
    }

    /// The same where the form itself says what went wrong.
    pub fn follow_form(self, action: impl Into<Sending>, done: &'static str) {
        self.follow_answers(action.into(), done, false);
    }

    fn follow_answers(self, action: Sending, done: &'static str, say_failures: bool) {
        let toasts = use_toasts();
        Effect::new(move |_| match action.answer.get() {
            Some(Ok(_)) => {
                self.bump();
                if !done.is_empty() {
                    toasts.success(done);
                }
            }
            Some(Err(failure)) if say_failures => toasts.error(failure.to_string()),
            _ => {}
        });
    }
}

impl Default for Fresh {
    fn default() -> Self {
        Self::new()
    }
}
