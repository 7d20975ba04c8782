//! Time as a line: how far it reaches, how it is divided, and whether what waits for each other fits on it.

use super::{Scale, calendar::Span};
use crate::{
    boards::{bulk::Fields, relation::Blocking, task::Card},
    day::Day,
    ids::TaskId,
};
use std::collections::HashMap;

/// No task makes the line reach further than this from today; what lies beyond stands at its end.
const FURTHEST_BACK: i32 = 400;
const FURTHEST_ON: i32 = 800;

/// From the first day to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub from: Day,
    pub to: Day,
}

impl Line {
    /// Long enough for all of these and some room on both sides.
    pub fn around<'a>(spans: impl Iterator<Item = &'a Span>, today: Day) -> Self {
        let (mut from, mut to) = (today, today.plus(28));
        for span in spans {
            from = from.min(span.from.max(today.plus(-FURTHEST_BACK)));
            to = to.max(span.to.min(today.plus(FURTHEST_ON)));
        }
        Self { from: from.plus(-28).first_of_month().monday(), to: to.plus(84).monday().plus(6) }
    }

    pub fn days(self) -> i32 {
        self.from.until(self.to) + 1
    }

    /// How many days from its beginning a day is; one that is not on it is taken to its end.
    pub fn at(self, day: Day) -> i32 {
        self.from.until(day.clamp(self.from, self.to))
    }
}

/// How wide a day is, in pixels.
pub fn day_width(scale: Scale) -> i32 {
    match scale {
        Scale::Week => 36,
        Scale::Month => 14,
        Scale::Quarter => 5,
    }
}

/// A piece of the line with a name: from so many days on, so many days.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    pub at: i32,
    pub days: i32,
    pub name: String,
}

/// The months of the line, or its years where months are narrow.
pub fn upper(scale: Scale, line: Line) -> Vec<Mark> {
    let year = |day: Day| day.0.year().to_string();
    match scale {
        Scale::Quarter => marks(line, |day| first_of_year(day, 1), year),
        Scale::Week | Scale::Month => marks(line, next_month, Day::month),
    }
}

/// Its days, weeks or months.
pub fn lower(scale: Scale, line: Line) -> Vec<Mark> {
    match scale {
        Scale::Week => marks(line, |day| day.plus(1), |day| day.0.day().to_string()),
        Scale::Month => marks(line, |day| day.monday().plus(7), |day| day.0.day().to_string()),
        Scale::Quarter => marks(line, next_month, |day| day.0.month().to_string().chars().take(3).collect()),
    }
}

fn next_month(day: Day) -> Day {
    day.first_of_month().plus(31).first_of_month()
}

fn first_of_year(day: Day, years: i32) -> Day {
    time::Date::from_ordinal_date(day.0.year() + years, 1).map_or(day.plus(366), Day)
}

fn marks(line: Line, next: impl Fn(Day) -> Day, name: impl Fn(Day) -> String) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut day = line.from;
    while day <= line.to {
        let end = next(day).min(line.to.plus(1));
        marks.push(Mark { at: line.from.until(day), days: day.until(end), name: name(day) });
        day = end;
    }
    marks
}

/// How far the two ends of a bar are carried, in days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    pub start: i32,
    pub end: i32,
}

impl Shift {
    pub fn whole(days: i32) -> Self {
        Self { start: days, end: days }
    }

    /// Where the bar is then. An end that is carried past the other one stops there.
    pub fn apply(self, span: Span) -> Span {
        if self.start == self.end {
            return Span { from: span.from.plus(self.start), to: span.to.plus(self.end), ..span };
        }
        let (from, to) = (span.from.plus(self.start), span.to.plus(self.end));
        if self.end == 0 { Span { from: from.min(to), ..span } } else { Span { to: to.max(from), from, ..span } }
    }

    /// The change of the task. A bar that gets another end has two dates then.
    pub fn change(self, card: &Card) -> Fields {
        let Some(span) = Span::of(card) else { return Fields::default() };
        let after = self.apply(span);
        let date = |day: Day| Some(day.to_string());
        let both = self.start != self.end;
        Fields {
            start_on: date(after.from)
                .filter(|_| card.start_on.map_or(both && after.from != after.to, |was| was != after.from)),
            due_on: date(after.to).filter(|_| card.due_on.map_or(both, |was| was != after.to)),
            ..Fields::default()
        }
    }
}

/// Of tasks that wait for others, those that start before the other one ends.
pub fn clashes<'a>(
    blocks: &'a [Blocking],
    spans: &'a HashMap<TaskId, Span>,
    open: impl Fn(TaskId) -> bool + 'a,
) -> impl Iterator<Item = Blocking> + 'a {
    blocks.iter().copied().filter(move |Blocking { blocker, blocked }| {
        let (Some(first), Some(then)) = (spans.get(blocker), spans.get(blocked)) else { return false };
        then.from < first.to && open(*blocker) && open(*blocked)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boards::view::sample::{card, day, task_id};

    fn span(number: u128, from: &str, to: &str) -> Span {
        Span { task_id: task_id(number), from: day(from), to: day(to) }
    }

    #[test]
    fn the_line_holds_every_task_and_no_typing_error_makes_it_endless() {
        let today = day("2026-11-18");
        let spans = [span(1, "2026-10-01", "2026-10-02"), span(2, "2026-12-24", "2999-12-31")];
        let line = Line::around(spans.iter(), today);
        assert!(line.from < day("2026-10-01") && line.days() < 1_400, "{line:?}");
        assert_eq!(line.from, line.from.monday());
        assert_eq!(line.at(day("2999-12-31")), line.days() - 1);
        assert_eq!(Line::around([].iter(), today).at(today) % 7, 2, "a Wednesday");
    }

    #[test]
    fn marks_cover_the_line_without_a_gap() {
        let line = Line { from: day("2026-11-02"), to: day("2027-02-28") };
        for scale in Scale::ALL {
            for marks in [upper(scale, line), lower(scale, line)] {
                let mut at = 0;
                for mark in &marks {
                    assert_eq!(mark.at, at, "{scale:?}");
                    at += mark.days;
                }
                assert_eq!(at, line.days());
            }
        }
        let names = |marks: Vec<Mark>| marks.into_iter().map(|mark| mark.name).collect::<Vec<_>>();
        assert_eq!(names(upper(Scale::Quarter, line)), ["2026", "2027"]);
        assert_eq!(names(lower(Scale::Quarter, line)), ["Nov", "Dec", "Jan", "Feb"]);
        assert_eq!(names(lower(Scale::Month, line))[..2], ["2", "9"]);
    }

    #[test]
    fn a_bar_is_carried_whole_or_by_an_end_and_its_ends_do_not_cross() {
        let task = Card { start_on: Some(day("2026-11-16")), due_on: Some(day("2026-11-18")), ..card(1) };
        let after = |shift: Shift| {
            let set = shift.change(&task);
            (set.start_on.unwrap_or_default(), set.due_on.unwrap_or_default())
        };
        let pair = |start: &str, due: &str| (start.to_owned(), due.to_owned());
        assert_eq!(after(Shift::whole(7)), pair("2026-11-23", "2026-11-25"));
        assert_eq!(after(Shift { start: 0, end: 3 }), pair("", "2026-11-21"));
        assert_eq!(after(Shift { start: 9, end: 0 }), pair("2026-11-18", ""));
        assert_eq!(after(Shift { start: 0, end: -9 }), pair("", "2026-11-16"));
    }

    #[test]
    fn a_task_with_a_due_date_alone_gets_a_start_by_its_left_end() {
        let task = Card { due_on: Some(day("2026-11-18")), ..card(1) };
        let set = Shift { start: -2, end: 0 }.change(&task);
        assert_eq!((set.start_on.as_deref(), set.due_on), (Some("2026-11-16"), None));
        let set = Shift::whole(1).change(&task);
        assert_eq!((set.start_on, set.due_on.as_deref()), (None, Some("2026-11-19")));
    }

    #[test]
    fn what_starts_before_what_it_waits_for_ends_is_told() {
        let spans: HashMap<_, _> = [
            span(1, "2026-11-16", "2026-11-18"),
            span(2, "2026-11-17", "2026-11-20"),
            span(3, "2026-11-18", "2026-11-20"),
        ]
        .into_iter()
        .map(|span| (span.task_id, span))
        .collect();
        let blocks = [2, 3, 4].map(|number| Blocking { blocker: task_id(1), blocked: task_id(number) });
        let found = |open: bool| clashes(&blocks, &spans, move |_| open).collect::<Vec<_>>();
        assert_eq!(found(true), [blocks[0]]);
        assert!(found(false).is_empty(), "what is done does not wait");
    }
}
