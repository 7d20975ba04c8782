//! A server function as forms use it: where they go, whether one is under way, what came back.
//!
//! It takes the place of Leptos' own `ServerAction` and `ActionForm`, which compile the sending of a form anew for
//! each server function: a tenth of what the browser had to load. Here all forms share one way there and back, and
//! only what a page does with the answer knows its type.

use super::post::post;
use crate::{failure::Failure, wire::decode};
use leptos::{
    form::form_data_from_event,
    html,
    prelude::*,
    server::ServerActionError,
    server_fn::{ServerFn, error::ServerFnUrlError, serde::de::DeserializeOwned},
    task::spawn_local,
};
use std::marker::PhantomData;
use web_sys::{SubmitEvent, UrlSearchParams};

/// The server function `S`, to be sent by forms.
pub struct Action<S> {
    sending: Sending,
    function: PhantomData<fn() -> S>,
}

impl<S> Clone for Action<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Action<S> {}

impl<S: ServerFn<Error = Failure>> Action<S> {
    pub fn new() -> Self {
        Self { sending: Sending::to(S::PATH), function: PhantomData }
    }

    pub fn pending(self) -> Signal<bool> {
        let under_way = self.sending.under_way;
        Signal::derive(move || under_way.get() > 0)
    }

    /// What the last success brought; nothing while an answer is a refusal.
    pub fn output(self) -> Option<S::Output>
    where
        S::Output: DeserializeOwned,
    {
        self.sending.answer.with(|answer| decode(answer.as_ref()?.as_ref().ok()?).ok())
    }
}

impl<S: ServerFn<Error = Failure>> Default for Action<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S> From<Action<S>> for Sending {
    fn from(action: Action<S>) -> Self {
        action.sending
    }
}

/// The same without its type, which is all that a form needs.
#[derive(Clone, Copy)]
pub struct Sending {
    path: &'static str,
    under_way: RwSignal<u32>,
    /// The last answer: the JSON of the output, or why not.
    pub(super) answer: RwSignal<Option<Result<String, Failure>>>,
}

impl Sending {
    /// Where a form was sent without scripts, its refusal comes back with the page.
    fn to(path: &'static str) -> Self {
        let refusal = use_context::<ServerActionError>()
            .filter(|error| error.path() == path)
            .map(|error| Err(ServerFnUrlError::<Failure>::decode_err(error.err())));
        Self { path, under_way: RwSignal::new(0), answer: RwSignal::new(refusal) }
    }

    fn send(self, event: &SubmitEvent) {
        if event.default_prevented() {
            return;
        }
        event.prevent_default();
        let fields = form_data_from_event(event)
            .ok()
            .and_then(|fields| UrlSearchParams::new_with_str_sequence_sequence(&fields).ok())
            .map(|fields| String::from(fields.to_string()));
        let Some(fields) = fields else { return };
        self.under_way.update(|count| *count += 1);
        spawn_local(async move {
            let answer = post(self.path, fields).await;
            // The page may be gone by now.
            self.under_way.try_update(|count| *count -= 1);
            self.answer.try_set(Some(answer));
        });
    }
}

/// A form that is sent to the action's server function: by script where there is one, by the browser where not.
#[component]
pub fn ActionForm(
    #[prop(into)] action: Sending,
    #[prop(optional, into)] class: Option<&'static str>,
    #[prop(optional)] node_ref: NodeRef<html::Form>,
    children: Children,
) -> impl IntoView {
    view! {
        <form action=action.path method="post" class=class node_ref=node_ref on:submit=move |event| action.send(&event)>
            {children()}
        </form>
    }
}
