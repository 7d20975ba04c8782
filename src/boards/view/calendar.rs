//! The days that tasks take, and how they lie in the weeks of a calendar.

use super::Scale;
use crate::{
    boards::{bulk::Fields, task::Card},
    day::Day,
    ids::TaskId,
};

/// The days of a task, both included. One that has a start alone, or a due date alone, takes that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    pub task_id: TaskId,
    pub from: Day,
    pub to: Day,
}

impl Span {
    pub fn of(card: &Card) -> Option<Self> {
        let from = card.start_on.or(card.due_on)?;
        let to = card.due_on.unwrap_or(from);
        Some(Self { task_id: card.id, from, to: to.max(from) })
    }

    pub fn has(&self, day: Day) -> bool {
        (self.from..=self.to).contains(&day)
    }

    pub fn days(&self) -> i32 {
        self.from.until(self.to) + 1
    }
}

/// The change that moves a task by so many days, its start with it.
pub fn moved(card: &Card, days: i32) -> Fields {
    let later = |day: Option<Day>| day.map(|day| day.plus(days).to_string());
    Fields { start_on: later(card.start_on), due_on: later(card.due_on), ..Fields::default() }
}

/// The change that puts a task on a day: it is due then, and keeps the days it takes.
pub fn put_on(card: &Card, day: Day) -> Fields {
    match Span::of(card) {
        Some(span) => moved(card, span.to.until(day)),
        None => Fields { due_on: Some(day.to_string()), ..Fields::default() },
    }
}

/// The change that takes the dates of a task away.
pub fn undated(card: &Card) -> Fields {
    let none = |day: Option<Day>| day.map(|_| String::new());
    Fields { start_on: none(card.start_on), due_on: none(card.due_on), ..Fields::default() }
}

/// A week of a calendar, from Monday on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    pub days: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub day: Day,
    /// From top to bottom. Where there is none, the place is free or taken by a bar that began further left.
    pub slots: Vec<Option<Bar>>,
    /// Tasks of this day that found no place.
    pub more: usize,
    /// All tasks of this day.
    pub count: usize,
}

/// As much of a task's days as lies in one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bar {
    pub task_id: TaskId,
    pub days: usize,
    /// The task does not start earlier.
    pub begins: bool,
    /// The task is not due later.
    pub ends: bool,
}

/// The first day that is shown around a day, and how many weeks.
pub fn shown_around(scale: Scale, day: Day) -> (Day, usize) {
    if scale == Scale::Week {
        return (day.monday(), 1);
    }
    let first = day.first_of_month();
    let last = first.plus(31).first_of_month().plus(-1);
    let start = first.monday();
    (start, usize::try_from(start.until(last) / 7 + 1).unwrap_or(6))
}

/// A day of what comes next, or before.
pub fn turned(scale: Scale, day: Day, forward: bool) -> Day {
    match (scale, forward) {
        (Scale::Week, true) => day.plus(7),
        (Scale::Week, false) => day.plus(-7),
        (_, true) => day.first_of_month().plus(31).first_of_month(),
        (_, false) => day.first_of_month().plus(-1).first_of_month(),
    }
}

/// Lays the spans into weeks, at most so many above each other. The longer of two that begin together is above.
pub fn weeks(spans: &[Span], (first, count): (Day, usize), most: usize) -> Vec<Week> {
    let mut spans = spans.to_vec();
    spans.sort_by_key(|span| (span.from, -span.days()));
    (0..count).map(|week| first.plus(7 * i32::try_from(week).unwrap_or(0))).map(|day| lay(&spans, day, most)).collect()
}

fn lay(spans: &[Span], monday: Day, most: usize) -> Week {
    let cell = |at| Cell { day: monday.plus(at), slots: Vec::new(), more: 0, count: 0 };
    let mut days: Vec<Cell> = (0..7).map(cell).collect();
    // Up to which day of the week each slot is taken.
    let mut taken: Vec<usize> = Vec::new();
    let at = |day: Day| usize::try_from(monday.until(day).clamp(0, 6)).unwrap_or(0);
    let sunday = monday.plus(6);
    for span in spans.iter().filter(|span| span.from <= sunday && span.to >= monday) {
        let (from, to) = (at(span.from), at(span.to));
        let slot = taken.iter().position(|end| *end <= from).unwrap_or(taken.len());
        if slot == taken.len() {
            taken.push(0);
        }
        taken[slot] = to + 1;
        for cell in &mut days[from..=to] {
            cell.count += 1;
            cell.more += usize::from(slot >= most);
            if slot < most && cell.slots.len() <= slot {
                cell.slots.resize(slot + 1, None);
            }
        }
        if slot < most {
            let (begins, ends) = (span.from >= monday, span.to <= sunday);
            days[from].slots[slot] = Some(Bar { task_id: span.task_id, days: to - from + 1, begins, ends });
        }
    }
    Week { days }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boards::view::sample::{card, day, task_id};

    fn span(number: u128, from: &str, to: &str) -> Span {
        Span { task_id: task_id(number), from: day(from), to: day(to) }
    }

    #[test]
    fn a_month_is_shown_from_its_first_monday_to_its_last_sunday() {
        let shown = |text| shown_around(Scale::Month, day(text));
        assert_eq!(shown("2026-11-18"), (day("2026-10-26"), 6));
        assert_eq!(shown("2027-02-01"), (day("2027-02-01"), 4));
        assert_eq!(shown("2026-12-31"), (day("2026-11-30"), 5));
        assert_eq!(shown_around(Scale::Week, day("2026-11-22")), (day("2026-11-16"), 1));
    }

    #[test]
    fn months_and_weeks_are_turned() {
        assert_eq!(turned(Scale::Month, day("2026-12-31"), true), day("2027-01-01"));
        assert_eq!(turned(Scale::Month, day("2026-03-31"), false), day("2026-02-01"));
        assert_eq!(turned(Scale::Week, day("2026-11-18"), false), day("2026-11-11"));
    }

    #[test]
    fn bars_lie_beside_and_above_each_other() {
        let spans = [
            span(1, "2026-11-18", "2026-11-18"),
            span(2, "2026-11-14", "2026-11-17"),
            span(3, "2026-11-17", "2026-11-24"),
        ];
        let weeks = weeks(&spans, (day("2026-11-16"), 2), 3);
        let bars = |week: usize, day: usize| weeks[week].days[day].slots.clone();
        let bar = |number, days, begins, ends| Some(Bar { task_id: task_id(number), days, begins, ends });
        assert_eq!(bars(0, 0), [bar(2, 2, false, true)]);
        assert_eq!(bars(0, 1), [None, bar(3, 6, true, false)]);
        assert_eq!(bars(0, 2), [bar(1, 1, true, true), None]);
        assert_eq!(bars(1, 0), [bar(3, 2, false, true)]);
        assert_eq!(weeks[0].days[1].count, 2);
    }

    #[test]
    fn what_finds_no_place_is_counted() {
        let spans: Vec<_> = (1..=5).map(|number| span(number, "2026-11-18", "2026-11-19")).collect();
        let weeks = weeks(&spans, (day("2026-11-16"), 1), 3);
        let cell = |at: usize| &weeks[0].days[at];
        assert_eq!((cell(2).slots.len(), cell(2).more, cell(2).count), (3, 2, 5));
        assert_eq!((cell(3).slots.len(), cell(3).more), (3, 2));
        assert_eq!((cell(4).slots.len(), cell(4).more), (0, 0));
    }

    #[test]
    fn a_task_that_is_moved_keeps_the_days_it_takes() {
        let task = Card { start_on: Some(day("2026-11-16")), due_on: Some(day("2026-11-18")), ..card(1) };
        let after = |set: Fields| {
            let mut card = task.clone();
            set.apply(&mut card).unwrap();
            (card.start_on.map(|day| day.to_string()), card.due_on.map(|day| day.to_string()))
        };
        let both = |start: &str, due: &str| (Some(start.to_owned()), Some(due.to_owned()));
        assert_eq!(after(moved(&task, -2)), both("2026-11-14", "2026-11-16"));
        assert_eq!(after(put_on(&task, day("2026-12-01"))), both("2026-11-29", "2026-12-01"));
        assert_eq!(after(undated(&task)), (None, None));
        assert_eq!(put_on(&card(2), day("2026-12-01")).due_on.as_deref(), Some("2026-12-01"));
    }
}
