//! What of a title was typed and what the server has of it, with nothing of a screen or a network.

use std::{mem::take, ops::Range};

/// The titles that somebody types, one after the other: one request at a time, and the last word holds.
#[derive(Debug, Default)]
pub struct Line {
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
    /// For a page that the server calls so, and of which nothing is typed.
    pub fn of(known: String, version: i32) -> Self {
        Self { known, version, ..Self::default() }
    }

    pub fn is_open(&self) -> bool {
        self.typed.is_some() || self.sent.is_some()
    }

    /// Whether something was typed and not sent.
    pub fn has_more(&self) -> bool {
        self.typed.is_some()
    }

    /// What the page is called where it is typed.
    pub fn shown(&self) -> &str {
        self.typed.as_ref().unwrap_or(&self.known)
    }

    pub fn write(&mut self, title: String) {
        self.typed = Some(title);
    }

    /// Nobody types for now: what was typed, if anything, is to go.
    pub fn end(&mut self) -> Option<String> {
        self.due = self.typed.is_some();
        self.typed.clone()
    }

    /// What is to be sent now, and the version that it starts from.
    pub fn next(&mut self) -> Option<(String, i32)> {
        if !self.due || self.sent.is_some() {
            return None;
        }
        self.due = false;
        self.sent = self.typed.take().filter(|title| *title != self.known);
        Some((self.sent.clone()?, self.version))
    }

    pub fn arrived(&mut self, version: i32) {
        self.known = self.sent.take().unwrap_or_default();
        self.version = version;
    }

    /// Nothing is known of what was sent: it goes once more, unless something newer was typed.
    pub fn lost(&mut self) {
        let sent = self.sent.take();
        self.typed = self.typed.take().or(sent);
        self.due = self.typed.is_some();
    }

    /// Somebody else made another version of the page. Where they left its name, what was sent goes once more and starts
    /// from theirs; says whether they did.
    pub fn goes_on(&mut self, theirs: &str, version: i32) -> bool {
        let is_left = theirs == self.known;
        if is_left {
            self.lost();
            self.version = version;
        }
        is_left
    }

    /// Nothing that was typed holds: the page is called as it was, or as others have called it. Says how, and in which
    /// version.
    pub fn take_back(&mut self, theirs: Option<(String, i32)>) -> (String, i32) {
        let (known, version) = theirs.unwrap_or_else(|| (take(&mut self.known), self.version));
        *self = Self::of(known.clone(), version);
        (known, version)
    }

    /// What is not saved when the page goes, and the versions that it may start from: of something that is on its way
    /// nobody knows by then whether it arrives.
    pub fn last_word(&self) -> Option<(&str, Range<i32>)> {
        let title = self.typed.as_ref().or(self.sent.as_ref())?;
        let versions = match &self.sent {
            None if *title == self.known => return None,
            Some(sent) if sent != title => 2,
            None | Some(_) => 1,
        };
        Some((title.as_str(), self.version..self.version + versions))
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    /// As somebody types, and pauses.
    fn typed(line: &mut Line, title: &str) {
        line.write(title.to_owned());
        line.end();
    }

    fn begun() -> Line {
        Line::of("Rota".to_owned(), 4)
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

    #[test]
    fn what_others_did_to_the_page_but_its_name_is_gone_around() {
        let mut line = begun();
        typed(&mut line, "One");
        line.next();
        assert!(line.goes_on("Rota", 6));
        assert_eq!(line.next(), Some(("One".to_owned(), 6)));
        assert!(!line.goes_on("Roster", 7));
    }

    #[test]
    fn what_is_taken_back_leaves_nothing_to_send() {
        let mut line = begun();
        typed(&mut line, "One");
        line.next();
        typed(&mut line, "Two");
        assert_eq!(line.take_back(Some(("Roster".to_owned(), 7))), ("Roster".to_owned(), 7));
        assert!(!line.is_open() && line.next().is_none());
        typed(&mut line, "Three");
        assert_eq!(line.take_back(None), ("Roster".to_owned(), 7));
    }
}
