//! What is looked for among the tasks of a project. Pure: the browser and the program ask the same.

use super::{
    field::Ask,
    task::{Card, Priority},
};
use crate::{
    day::Day,
    ids::{FieldId, LabelId, PersonId},
};

/// Each part narrows what is kept; an empty part asks nothing. Within a part, any of its choices will do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Each of these words is in the title or the key.
    pub words: String,
    pub people: Vec<Who>,
    pub labels: Vec<LabelId>,
    pub priorities: Vec<Priority>,
    pub due: Option<Due>,
    /// Only done tasks, or only open ones.
    pub done: Option<bool>,
    /// Of custom fields; each of them once.
    pub fields: Vec<(FieldId, Ask)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    Nobody,
    Person(PersonId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Past, and still open.
    Late,
    Today,
    /// From Monday to Sunday, today among them.
    Week,
    /// No date.
    Never,
    /// Both days included; open on the side that is missing.
    Between(Option<Day>, Option<Day>),
}

/// What a card does not say itself.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    pub project_key: &'a str,
    pub today: Day,
    /// Its column is one for finished work.
    pub done: bool,
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        let Self { words, people, labels, priorities, due, done, fields } = self;
        let nothing = people.is_empty() && labels.is_empty() && priorities.is_empty() && fields.is_empty();
        nothing && words.trim().is_empty() && due.is_none() && done.is_none()
    }

    pub fn asked(&self, field: FieldId) -> Option<&Ask> {
        self.fields.iter().find(|(asked, _)| *asked == field).map(|(_, ask)| ask)
    }

    /// Asks this of a custom field in place of what was asked before; nothing where it is empty.
    pub fn ask(&mut self, field: FieldId, ask: Ask) {
        let at = self.fields.iter().position(|(asked, _)| *asked == field);
        match at {
            Some(at) if ask.is_empty() => drop(self.fields.remove(at)),
            Some(at) => self.fields[at].1 = ask,
            None if ask.is_empty() => {}
            None => self.fields.push((field, ask)),
        }
    }

    /// Made once for many cards: the words are taken apart once.
    pub fn matcher(&self) -> Matcher<'_> {
        Matcher { filter: self, words: self.words.split_whitespace().map(str::to_lowercase).collect() }
    }
}

#[derive(Clone, Debug)]
pub struct Matcher<'a> {
    filter: &'a Filter,
    words: Vec<String>,
}

impl Matcher<'_> {
    pub fn matches(&self, card: &Card, around: Around<'_>) -> bool {
        let Filter { people, labels, priorities, due, done, fields, .. } = self.filter;
        done.is_none_or(|done| done == around.done)
            && (priorities.is_empty() || priorities.contains(&card.priority))
            && (labels.is_empty() || card.labels.iter().any(|label| labels.contains(label)))
            && (people.is_empty() || people.iter().any(|who| works(*who, card)))
            && due.is_none_or(|due| due.holds(card.due_on, around))
            && fields.iter().all(|(field, ask)| ask.holds(card.fields.get(field).map(String::as_str)))
            && self.has_words(card, around.project_key)
    }

    fn has_words(&self, card: &Card, project_key: &str) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let title = card.title.to_lowercase();
        let key = format!("{project_key}-{}", card.number).to_lowercase();
        self.words.iter().all(|word| title.contains(word.as_str()) || key.contains(word.as_str()))
    }
}

fn works(who: Who, card: &Card) -> bool {
    match who {
        Who::Nobody => card.assignees.is_empty(),
        Who::Person(person) => card.assignees.contains(&person),
    }
}

impl Due {
    fn holds(self, due: Option<Day>, around: Around<'_>) -> bool {
        let Some(due) = due else { return self == Self::Never };
        let today = around.today;
        match self {
            Self::Never => false,
            Self::Late => due < today && !around.done,
            Self::Today => due == today,
            Self::Week => (today.monday()..=sunday(today)).contains(&due),
            Self::Between(from, until) => from.is_none_or(|from| from <= due) && until.is_none_or(|until| due <= until),
        }
    }
}

/// The last day of a day's week.
pub(super) fn sunday(day: Day) -> Day {
    day.monday().plus(6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boards::view::sample::{card, day, id};

    const WEDNESDAY: &str = "2026-11-18";

    fn keeps(filter: &Filter, card: &Card, done: bool) -> bool {
        filter.matcher().matches(card, Around { project_key: "ATR", today: day(WEDNESDAY), done })
    }

    #[test]
    fn nothing_asked_keeps_everything() {
        let filter = Filter { words: "  ".to_owned(), ..Filter::default() };
        assert!(filter.is_empty() && keeps(&filter, &card(1), true));
        assert!(!Filter { done: Some(false), ..Filter::default() }.is_empty());
    }

    #[test]
    fn each_word_is_in_the_title_or_the_key() {
        let task = Card { title: "Mend the Roof".to_owned(), number: 42, ..card(42) };
        let says = |words: &str| keeps(&Filter { words: words.to_owned(), ..Filter::default() }, &task, false);
        assert!(says("roof mend") && says("atr-42") && says("42 roof") && says("ROOF"));
        assert!(!says("roof door"));
    }

    #[test]
    fn of_several_people_any_will_do_and_nobody_is_one_of_them() {
        let (ada, bob) = (PersonId(id(1)), PersonId(id(2)));
        let (hers, free) = (Card { assignees: vec![ada], ..card(1) }, card(2));
        let asks = |people: Vec<Who>| Filter { people, ..Filter::default() };
        let either = asks(vec![Who::Person(ada), Who::Nobody]);
        assert!(keeps(&either, &hers, false) && keeps(&either, &free, false));
        assert!(!keeps(&asks(vec![Who::Person(bob)]), &hers, false));
        assert!(!keeps(&asks(vec![Who::Nobody]), &hers, false));
    }

    #[test]
    fn labels_and_priorities_narrow_together() {
        let label = LabelId(id(7));
        let task = Card { labels: vec![label], priority: Priority::High, ..card(1) };
        let filter = |priority| Filter { labels: vec![label], priorities: vec![priority], ..Filter::default() };
        assert!(keeps(&filter(Priority::High), &task, false));
        assert!(!keeps(&filter(Priority::Low), &task, false));
        assert!(!keeps(&filter(Priority::High), &Card { priority: Priority::High, ..card(2) }, false));
    }

    #[test]
    fn due_is_late_today_this_week_never_or_between() {
        let on = |text: &str| Card { due_on: Some(day(text)), ..card(1) };
        let is = |due, card: &Card, done| keeps(&Filter { due: Some(due), ..Filter::default() }, card, done);
        assert!(is(Due::Late, &on("2026-11-17"), false));
        assert!(!is(Due::Late, &on("2026-11-17"), true), "what is done is not late");
        assert!(!is(Due::Late, &on(WEDNESDAY), false) && is(Due::Today, &on(WEDNESDAY), false));
        assert!(is(Due::Week, &on("2026-11-16"), false) && is(Due::Week, &on("2026-11-22"), false));
        assert!(!is(Due::Week, &on("2026-11-23"), false) && !is(Due::Week, &on("2026-11-15"), false));
        assert!(is(Due::Never, &card(1), false) && !is(Due::Never, &on(WEDNESDAY), false));
        let from = Due::Between(Some(day("2026-11-01")), None);
        assert!(is(from, &on(WEDNESDAY), false) && !is(from, &on("2026-10-31"), false) && !is(from, &card(1), false));
    }

    #[test]
    fn open_and_done_are_told_by_the_column() {
        let open = Filter { done: Some(false), ..Filter::default() };
        assert!(keeps(&open, &card(1), false) && !keeps(&open, &card(1), true));
    }
}
