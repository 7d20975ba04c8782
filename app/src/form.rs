//! What forms share: the server's answer beside the fields, and what follows a success.

use crate::{failure::Failure, ui::use_toasts};
use leptos::{prelude::*, server::ServerAction, server_fn::ServerFn};

/// What a server function said against a form the last time it was sent.
#[derive(Clone, Copy)]
pub struct Answer(Signal<Option<Failure>>);

impl Answer {
    pub fn of<S>(action: ServerAction<S>) -> Self
    where
        S: ServerFn<Error = Failure> + Clone + Send + Sync + 'static,
        S::Output: Send + Sync + 'static,
    {
        Self(Signal::derive(move || {
            action.value().with(|value| value.as_ref().and_then(|value| value.as_ref().err().cloned()))
        }))
    }

    /// The sentence beside one field.
    pub fn field(self, name: &'static str) -> MaybeProp<String> {
        let failure = self.0;
        MaybeProp::derive(move || failure.with(|failure| failure.as_ref().and_then(|failure| failure.field(name))))
    }

    /// The sentence about the form as a whole.
    pub fn form(self) -> MaybeProp<String> {
        let failure = self.0;
        MaybeProp::derive(move || failure.with(|failure| failure.as_ref().and_then(Failure::form_message)))
    }
}

/// Does something in the browser each time the action succeeds.
pub fn after<S>(action: ServerAction<S>, then: impl Fn(&S::Output) + 'static)
where
    S: ServerFn<Error = Failure> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    Effect::new(move |_| {
        action.value().with(|value| {
            if let Some(Ok(output)) = value {
                untrack(|| then(output));
            }
        });
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
    pub fn follow<S>(self, action: ServerAction<S>, done: &'static str)
    where
        S: ServerFn<Error = Failure> + Clone + Send + Sync + 'static,
        S::Output: Send + Sync + 'static,
    {
        self.follow_form(action, done);
        let toasts = use_toasts();
        Effect::new(move |_| {
            action.value().with(|value| {
                if let Some(Err(failure)) = value {
                    untrack(|| toasts.error(failure.to_string()));
                }
            });
        });
    }

    /// The same where the form itself says what went wrong.
    pub fn follow_form<S>(self, action: ServerAction<S>, done: &'static str)
    where
        S: ServerFn<Error = Failure> + Clone + Send + Sync + 'static,
        S::Output: Send + Sync + 'static,
    {
        let toasts = use_toasts();
        after(action, move |_| {
            self.bump();
            if !done.is_empty() {
                toasts.success(done);
            }
        });
    }
}

impl Default for Fresh {
    fn default() -> Self {
        Self::new()
    }
}
