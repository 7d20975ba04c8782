//! What of a title goes to the server, and when; and what becomes of the answer.

use super::line::Line;
use crate::{
    failure::Failure,
    wiki::{
        api::{AtNumber, RenamePage, load_page, rename_page},
        page::state::PageState,
    },
};
use atrium::{Error, ids::PageId, wiki::page::shown_title};
use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use std::time::Duration;
use web_sys::UrlSearchParams;

/// So long a pause in typing, and what was typed is sent.
const PAUSE: Duration = Duration::from_millis(600);
/// Where nobody was reached it is tried again after so long.
const AGAIN: Duration = Duration::from_secs(3);

/// How far the title of a page has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Titled {
    OnItsWay,
    /// Nobody was reached.
    NotYet,
    Saved,
}

impl Titled {
    pub fn word(self) -> &'static str {
        match self {
            Self::OnItsWay => "Saving",
            Self::NotYet => "Not saved yet",
            Self::Saved => "Saved",
        }
    }
}

/// The title of the page that is on the screen, as somebody types it.
#[derive(Clone, Copy)]
pub struct Naming {
    state: PageState,
    id: PageId,
    number: i32,
    line: StoredValue<Line>,
    /// Counts what was typed.
    turn: StoredValue<u32>,
}

impl Naming {
    pub fn of(state: PageState, id: PageId) -> Self {
        let number = state.with(|page| page.number);
        Self { state, id, number, line: StoredValue::new(Line::default()), turn: StoredValue::new(0) }
    }

    pub fn typed(self, title: &str) {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        self.line.update_value(|line| {
            if !line.is_open() {
                *line = self.state.with(|page| Line::of(page.title.clone(), page.version));
            }
            line.write(title);
        });
        self.state.titled.set(Some(Titled::OnItsWay));
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
        let pause = move || {
            if self.turn.try_get_value() == Some(turn) {
                self.save();
            }
        };
        let _ = set_timeout(pause, PAUSE);
    }

    /// What was typed goes now, or behind what is on its way.
    pub fn save(self) {
        if let Some(title) = self.line.try_update_value(Line::end).flatten() {
            self.state.call_it(self.id, &title);
            self.send();
        }
    }

    fn send(self) {
        let Some(next) = self.line.try_update_value(Line::next) else { return };
        let Some((title, version)) = next else {
            let open = self.line.with_value(Line::is_open);
            self.state.titled.set(Some(if open { Titled::OnItsWay } else { Titled::Saved }));
            return;
        };
        let slug = self.state.slug();
        spawn_local(async move {
            let answer = rename_page(slug, self.id, title.clone(), version).await;
            self.hear(&title, answer).await;
        });
    }

    async fn hear(self, title: &str, answer: Result<i32, Failure>) {
        match answer {
            Ok(version) => self.arrived(version),
            Err(Failure::Refused(Error::Conflict { .. })) => self.meet(title).await,
            Err(failure @ (Failure::Offline | Failure::Kept)) => self.again(&failure),
            Err(failure) => {
                let sentence = failure.field("title").unwrap_or_else(|| failure.to_string());
                self.take_back(None, sentence);
            }
        }
    }

    fn arrived(self, version: i32) {
        let title = self.line.try_update_value(|line| {
            line.arrived(version);
            line.shown().to_owned()
        });
        // Unless another page is on the screen by now.
        let Some(title) = title else { return };
        self.state.call_it(self.id, &title);
        self.state.update(|page| {
            if page.id == self.id {
                page.version = version;
            }
        });
        self.send();
    }

    fn again(self, failure: &Failure) {
        if self.line.try_update_value(Line::lost).is_none() {
            return self.state.toasts.error(failure.to_string());
        }
        self.state.titled.set(Some(Titled::NotYet));
        let _ = set_timeout(move || self.send(), AGAIN);
    }

    /// Somebody was faster. Where the page was only moved, or where the answer to these very words was lost, nothing
    /// stands against them.
    async fn meet(self, title: &str) {
        const RENAMED: &str = "Somebody has renamed this page meanwhile.";
        let Some(slug) = self.state.workspace.try_get_value() else {
            return self.state.toasts.error(RENAMED);
        };
        let Ok(AtNumber::Here(desk)) = load_page(slug, self.number).await else {
            return self.take_back(None, RENAMED.to_owned());
        };
        let (theirs, version) = (desk.page.title, desk.page.version);
        if theirs == title {
            return self.arrived(version);
        }
        if self.line.try_update_value(|line| line.goes_on(&theirs, version)) == Some(true) {
            return self.send();
        }
        let sentence = format!("{RENAMED} It is called \u{201c}{}\u{201d} now.", shown_title(&theirs));
        self.take_back(Some((theirs, version)), sentence);
    }

    /// The page is called as it was, or as others have called it, and it is said why.
    fn take_back(self, theirs: Option<(String, i32)>, sentence: String) {
        self.state.toasts.error(sentence);
        let Some((known, version)) = self.line.try_update_value(|line| line.take_back(theirs)) else { return };
        self.state.call_it(self.id, &known);
        self.state.update(|page| {
            if page.id == self.id {
                page.version = version;
            }
        });
        self.state.titled.set(None);
    }

    /// The page goes, or may never come to the front again: what is not saved is sent in a way that outlives it.
    /// Nobody waits for the answer.
    pub fn leave(self) {
        self.line.try_with_value(|line| {
            let (Some((title, versions)), Some(slug)) = (line.last_word(), self.state.workspace.try_get_value()) else {
                return;
            };
            for version in versions {
                let Ok(fields) = UrlSearchParams::new() else { return };
                fields.append("workspace", &slug);
                fields.append("id", &self.id.to_string());
                fields.append("title", title);
                fields.append("version", &version.to_string());
                let beacon = window().navigator();
                let _ = beacon.send_beacon_with_opt_url_search_params(RenamePage::PATH, Some(&fields));
            }
        });
    }

    /// The same where the program stays: what is on its way arrives.
    pub fn leave_field(self) {
        if self.line.try_with_value(Line::has_more) == Some(true) {
            self.leave();
        }
    }
}
