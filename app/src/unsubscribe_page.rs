//! Where a link in a mail leads that stops such mails: a page without a program, for whoever holds the mail.

use crate::bare_page::bare_door;
use leptos::{config::LeptosOptions, prelude::*};

/// How far somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsubscribeStep {
    Ask,
    Done,
    /// The link is of nobody.
    Unknown,
}

impl UnsubscribeStep {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Ask => (
                "No more mails about tasks?",
                "Atrium will send you no more mails about tasks. Your inbox stays as it is, and so does push.",
            ),
            Self::Done => (
                "No more mails about tasks",
                "It is done. Mails about your account, such as a new password, still come when you ask for them.",
            ),
            Self::Unknown => (
                "This link does not work",
                "It was not sent by this server, or a part of it is missing. In the settings you can choose your mails.",
            ),
        }
    }
}

/// The whole document.
pub fn unsubscribe_page(step: UnsubscribeStep, options: LeptosOptions) -> String {
    let stop = || {
        view! {
            <form class="form" method="post">
                <button class="button primary large wide">"Stop these mails"</button>
            </form>
        }
    };
    let choose = view! { <a href="/settings/notifications">"Choose what you are told"</a> };
    let act = (step == UnsubscribeStep::Ask).then(|| stop().into_any());
    bare_door(step.words(), options, act, Some(choose.into_any()))
}
