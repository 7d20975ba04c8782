//! A title on its way to the server while it is typed: after a pause, when the field is left, and when the page is.

use super::state::PageState;
use crate::{
    failure::Failure,
    wiki::api::{AtNumber, RenamePage, load_page, rename_page},
};
use atrium::{Error, ids::PageId, wiki::page::shown_title};
use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use std::{mem::take, ops::Range, time::Duration};
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

/// What was typed and what the server has of it: one request at a time, and the last word holds.
#[derive(Debug, Default)]
struct Line {
    /// What the server calls the page, and the version that it gave that.
    known: String,
    version: i32,
    /// What was typed and not sent.
    typed: Option<String>,
    /// That is to go as soon as it can.
    due: bool,
    sent: Option<String>,
}

impl Line {
    fn is_open(&self) -> bool {
        self.typed.is_some() || self.sent.is_some()
    }

    /// What is to be sent now, and the version that it starts from.
    fn next(&mut self) -> Option<(String, i32)> {
        if !self.due || self.sent.is_some() {
            return None;
        }
        self.due = false;
        self.sent = self.typed.take().filter(|title| *title != self.known);
        Some((self.sent.clone()?, self.version))
    }

    fn arrived(&mut self, version: i32) {
        self.known = self.sent.take().unwrap_or_default();
        self.version = version;
    }

    /// Nothing is known of what was sent: it goes once more, unless something newer was typed.
    fn lost(&mut self) {
        let sent = self.sent.take();
        self.typed = self.typed.take().or(sent);
        self.due = self.typed.is_some();
    }

    /// What is not saved when the page goes, and the versions that it may start from: of something that is on its way
    /// nobody knows by then whether it arrives.
    fn last_word(&self) -> Option<(&str, Range<i32>)> {
        let title = self.typed.as_ref().or(self.sent.as_ref())?;
        let versions = match &self.sent {
            None if *title == self.known => return None,
            Some(sent) if sent != title => 2,
            None | Some(_) => 1,
        };
        Some((title.as_str(), self.version..self.version + versions))
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
                (line.known, line.version) = self.state.with(|page| (page.title.clone(), page.version));
            }
            line.typed = Some(title);
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
        let typed = self.line.try_update_value(|line| {
            line.due = line.typed.is_some();
            line.typed.clone()
        });
        if let Some(title) = typed.flatten() {
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
        let known = self.line.try_update_value(|line| {
            line.arrived(version);
            line.known.clone()
        });
        // Unless another page is on the screen by now.
        let Some(known) = known else { return };
        let title = self.line.with_value(|line| line.typed.clone()).unwrap_or(known);
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
        let is_moved = self.line.try_update_value(|line| {
            let is_moved = theirs == line.known;
            if is_moved {
                line.lost();
                line.version = version;
            }
            is_moved
        });
        if is_moved == Some(true) {
            return self.send();
        }
        let sentence = format!("{RENAMED} It is called \u{201c}{}\u{201d} now.", shown_title(&theirs));
        self.take_back(Some((theirs, version)), sentence);
    }

    /// The page is called as it was, or as others have called it, and it is said why.
    fn take_back(self, theirs: Option<(String, i32)>, sentence: String) {
        self.state.toasts.error(sentence);
        let known = self.line.try_update_value(|line| {
            let (known, version) = theirs.unwrap_or_else(|| (take(&mut line.known), line.version));
            *line = Line { known, version, ..Line::default() };
            (line.known.clone(), version)
        });
        let Some((known, version)) = known else { return };
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
        if self.line.try_with_value(|line| line.typed.is_some()) == Some(true) {
            self.leave();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    /// As somebody types, and pauses.
    fn typed(line: &mut Line, title: &str) {
        line.typed = Some(title.to_owned());
        line.due = true;
    }

    fn begun() -> Line {
        Line { known: "Rota".to_owned(), version: 4, ..Line::default() }
    }

    #[test]
    fn one_title_goes_after_the_other_and_starts_from_what_that_made() {
        let mut line = begun();
        typed(&mut line, "Rota of");
        assert_eq!(line.next(), Some(("Rota of".to_owned(), 4)));
        typed(&mut line, "Rota of May");
        typed(&mut line, "Rota of June");
        assert_eq!(line.next(), None, "one is on its way");
        line.arrived(5);
        assert_eq!(line.next(), Some(("Rota of June".to_owned(), 5)));
        line.arrived(6);
        assert!(!line.is_open() && line.next().is_none());
    }

    #[test]
    fn what_the_page_is_called_already_is_not_sent() {
        let mut line = begun();
        typed(&mut line, "Rota");
        assert_eq!(line.next(), None);
        assert!(!line.is_open());
    }

    #[test]
    fn what_was_lost_goes_again_unless_something_newer_was_typed() {
        let mut line = begun();
        typed(&mut line, "One");
        line.next();
        line.lost();
        assert_eq!(line.next(), Some(("One".to_owned(), 4)));
        typed(&mut line, "Two");
        line.lost();
        assert_eq!(line.next(), Some(("Two".to_owned(), 4)));
    }

    #[test]
    fn the_last_word_starts_from_wherever_the_one_before_may_have_come() {
        let mut line = begun();
        assert_eq!(line.last_word(), None);
        typed(&mut line, "Rota");
        assert_eq!(line.last_word(), None, "nothing is new");
        typed(&mut line, "One");
        assert_eq!(line.last_word(), Some(("One", 4..5)));
        line.next();
        assert_eq!(line.last_word(), Some(("One", 4..5)), "it may not have arrived");
        typed(&mut line, "Two");
        assert_eq!(line.last_word(), Some(("Two", 4..6)));
    }
}
