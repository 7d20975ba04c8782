use crate::{
    Error, Result,
    boards::{board::PersonRef, estimate::Estimate},
    day::Day,
    ids::{ProjectId, TaskId},
};
use serde::{Deserialize, Serialize};

/// Days from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub from: Day,
    pub until: Day,
}

impl Span {
    /// Ten years.
    const MOST_DAYS: i64 = 3660;

    pub fn new(from: Day, until: Day) -> Result<Self> {
        match (until.0 - from.0).whole_days() {
            ..0 => Err(Error::invalid("until", format!("This is before the beginning, which is {from}."))),
            0..=Self::MOST_DAYS => Ok(Self { from, until }),
            _ => Err(Error::invalid("until", "At most ten years at once, please.")),
        }
    }

    /// Monday to Sunday.
    pub fn week_of(day: Day) -> Self {
        let monday = day.plus(-i32::from(day.0.weekday().number_days_from_monday()));
        Self { from: monday, until: monday.plus(6) }
    }

    pub fn month_of(day: Day) -> Self {
        let first = day.plus(1 - i32::from(day.0.day()));
        Self { from: first, until: first.plus(i32::from(day.0.month().length(day.0.year())) - 1) }
    }

    pub fn has(self, day: Day) -> bool {
        (self.from..=self.until).contains(&day)
    }

    /// The days, or where they are many the weeks from Monday on, each by its first day and its last.
    pub fn steps(self) -> Vec<Self> {
        let by_day = (self.until.0 - self.from.0).whole_days() < 62;
        let mut steps = Vec::new();
        let mut from = self.from;
        while from <= self.until {
            let until = if by_day { from } else { Self::week_of(from).until.min(self.until) };
            steps.push(Self { from, until });
            from = until.plus(1);
        }
        steps
    }
}

/// Where the time of some days went, as far as the reader may see it. The most comes first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TimeReport {
    #[cfg_attr(feature = "ssr", schema(value_type = String, format = Date))]
    pub from: Day,
    #[cfg_attr(feature = "ssr", schema(value_type = String, format = Date))]
    pub until: Day,
    /// Of everything.
    pub minutes: i64,
    /// At most 500.
    pub tasks: Vec<TaskTotal>,
    pub people: Vec<PersonTime>,
    pub projects: Vec<ProjectTime>,
    /// Those on which somebody worked, the first one first.
    pub days: Vec<DayTime>,
    /// Today, where the reader is.
    #[cfg_attr(feature = "ssr", schema(value_type = String, format = Date))]
    pub today: Day,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TaskTotal {
    pub id: TaskId,
    pub project_key: String,
    pub number: i32,
    pub title: String,
    /// In minutes.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<i32>, minimum = 1, maximum = 480_000))]
    pub estimate: Option<Estimate>,
    /// In these days.
    pub minutes: i64,
    /// Since the beginning.
    pub total: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PersonTime {
    pub person: PersonRef,
    pub minutes: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ProjectTime {
    pub id: ProjectId,
    pub key: String,
    pub name: String,
    pub hue: i16,
    pub minutes: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct DayTime {
    #[cfg_attr(feature = "ssr", schema(value_type = String, format = Date))]
    pub day: Day,
    pub minutes: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn span(from: &str, until: &str) -> Span {
        Span { from: day(from), until: day(until) }
    }

    #[test]
    fn a_week_and_a_month_are_those_of_a_day() {
        assert_eq!(Span::week_of(day("2026-11-22")), span("2026-11-16", "2026-11-22"));
        assert_eq!(Span::week_of(day("2026-11-23")), span("2026-11-23", "2026-11-29"));
        assert_eq!(Span::month_of(day("2024-02-10")), span("2024-02-01", "2024-02-29"));
        assert_eq!(Span::month_of(day("2026-12-31")), span("2026-12-01", "2026-12-31"));
    }

    #[test]
    fn steps_are_days_and_of_many_days_weeks_and_leave_none_out() {
        assert_eq!(span("2026-11-01", "2026-11-30").steps().len(), 30);
        let year = span("2026-01-01", "2026-12-31").steps();
        assert_eq!((year.len(), year[0]), (53, span("2026-01-01", "2026-01-04")));
        assert_eq!(year[52], span("2026-12-28", "2026-12-31"));
        assert!(year.windows(2).all(|two| two[0].until.plus(1) == two[1].from));
    }

    #[test]
    fn an_end_before_the_beginning_is_refused() {
        assert!(Span::new(day("2026-11-02"), day("2026-11-01")).unwrap_err().field("until").is_some());
        assert!(Span::new(day("2006-11-02"), day("2026-11-01")).is_err());
    }
}
