//! Recurrence rules (RFC 5545, section 3.3.10) over days. Hours are left out: a due date has none, so that no
//! change of the clocks can move it.

use super::presets::ordinal;
use crate::{Error, Result, day::Day};
use rrule::{Frequency, NWeekday, RRule, RRuleError, RRuleSet, Tz, Unvalidated, Validated, Weekday};
use std::fmt::Write as _;
use time::{Date, Month};

/// Longer rules than this say nothing that people want.
const LONGEST: usize = 200;
const MOST_BETWEEN: u16 = 999;

/// A rule that fits tasks: daily, weekly, monthly or yearly.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    rule: RRule<Unvalidated>,
}

impl Rule {
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim().trim_start_matches("RRULE:").to_uppercase();
        let refused = |sentence: &str| Error::invalid("rule", sentence);
        if text.len() > LONGEST {
            return Err(refused("This rule is too long."));
        }
        let rule: RRule<Unvalidated> = until_the_end_of_its_day(&text)
            .parse()
            .map_err(|_: RRuleError| refused("This is not a rule such as FREQ=WEEKLY;BYDAY=FR."))?;
        let daily_at_most =
            matches!(rule.get_freq(), Frequency::Daily | Frequency::Weekly | Frequency::Monthly | Frequency::Yearly);
        if !daily_at_most || ["BYHOUR", "BYMINUTE", "BYSECOND"].iter().any(|part| text.contains(part)) {
            return Err(refused("A task repeats once a day at most, and at no hour."));
        }
        if rule.get_count().is_some() && rule.get_until().is_some() {
            return Err(refused("A rule ends after a number of times or at a day, not both."));
        }
        if rule.get_interval() > MOST_BETWEEN {
            return Err(refused("This is too seldom."));
        }
        let rule = Self { rule };
        // A rule may be well formed and name no day at all, such as 30 February.
        let some_day = Day(Date::from_ordinal_date(2026, 1).map_err(Error::internal)?);
        match rule.first_after(some_day, some_day) {
            Some(_) => Ok(rule),
            None if rule.rule.get_until().is_some() || rule.rule.get_count().is_some() => Ok(rule),
            None => Err(refused("No day fits this rule.")),
        }
    }

    /// The first day after `after` of those that the rule counts from `start`.
    pub fn first_after(&self, start: Day, after: Day) -> Option<Day> {
        let days = self.from(start, None)?.after(midnight(after.0.next_day()?)?);
        day_of(days.all(1).dates.first()?)
    }

    /// The last day up to `until`, after `after`, of those that the rule counts from `start`.
    pub fn last_until(&self, start: Day, after: Day, until: Day) -> Option<Day> {
        let mut last = None;
        let mut day = self.first_after(start, after)?;
        while day <= until {
            last = Some(day);
            let Some(next) = self.first_after(start, day) else { break };
            day = next;
        }
        last
    }

    /// The first day after a completion, as if the rule began with that day. How often it may still happen is for
    /// the caller to count.
    pub fn first_after_completion(&self, completed: Day) -> Option<Day> {
        let days = self.from(completed, Some(u32::MAX))?.after(midnight(completed.0.next_day()?)?);
        day_of(days.all(1).dates.first()?)
    }

    /// How many days the rule has in all, if it says so.
    pub fn count(&self) -> Option<u32> {
        self.rule.get_count()
    }

    fn from(&self, start: Day, count: Option<u32>) -> Option<RRuleSet> {
        let start = midnight(start.0)?;
        let mut rule = self.rule.clone();
        if let (Some(count), true) = (count, rule.get_count().is_some()) {
            rule = rule.count(count);
        }
        let rule: RRule<Validated> = rule.validate(start).ok()?;
        Some(RRuleSet::new(start).rrule(rule).limit())
    }

    /// In words, such as `every 2 weeks on Tuesday`; a rule that has none says itself.
    pub fn words(&self) -> String {
        let rule = &self.rule;
        let plain = rule.get_by_month().is_empty()
            && rule.get_by_set_pos().is_empty()
            && rule.get_by_year_day().is_empty()
            && rule.get_by_week_no().is_empty();
        let Some(mut words) = plain.then(|| self.rhythm()).flatten() else { return self.to_string() };
        if let Some(count) = rule.get_count() {
            let _ = write!(words, ", {count} times");
        }
        if let Some(day) = rule.get_until().and_then(day_of) {
            let _ = write!(words, " until {day}");
        }
        words
    }

    fn rhythm(&self) -> Option<String> {
        let rule = &self.rule;
        let unit = match rule.get_freq() {
            Frequency::Daily => "day",
            Frequency::Weekly => "week",
            Frequency::Monthly => "month",
            Frequency::Yearly => "year",
            _ => return None,
        };
        let every = match rule.get_interval() {
            1 => format!("every {unit}"),
            interval => format!("every {interval} {unit}s"),
        };
        match (rule.get_freq(), rule.get_by_weekday(), rule.get_by_month_day()) {
            (_, [], []) => Some(every),
            (Frequency::Weekly, days, []) => Some(on_weekdays(rule.get_interval(), &every, days)),
            (Frequency::Monthly, [], [day]) => Some(format!("{every} on the {}", place(i16::from(*day), "day"))),
            (Frequency::Monthly, [NWeekday::Nth(nth, day)], []) => {
                Some(format!("{every} on the {}", place(*nth, weekday(*day))))
            }
            _ => None,
        }
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rule.fmt(f)
    }
}

/// An end that is a day, as RFC 5545 wants it for starts that are days, as the end of that day.
fn until_the_end_of_its_day(rule: &str) -> String {
    let parts = rule.split(';').map(|part| match part.strip_prefix("UNTIL=") {
        Some(day) if day.len() == 8 => format!("UNTIL={day}T235959Z"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join(";")
}

fn on_weekdays(interval: u16, every: &str, days: &[NWeekday]) -> String {
    let days: Vec<_> = days
        .iter()
        .map(|day| match day {
            NWeekday::Every(day) | NWeekday::Nth(_, day) => *day,
        })
        .collect();
    let working = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    let names: Vec<_> = days.iter().map(|day| weekday(*day)).collect();
    match (interval, names.as_slice()) {
        (1, [_, _, _, _, _]) if working.iter().all(|day| days.contains(day)) => "every working day".to_owned(),
        (1, [name]) => format!("every {name}"),
        (_, [rest @ .., last]) if !rest.is_empty() => format!("{every} on {} and {last}", rest.join(", ")),
        (_, names) => format!("{every} on {}", names.join("")),
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// `3rd Friday`, `last day`, `2nd last Monday`; of days of the month only the number, as in `15th`.
fn place(nth: i16, what: &str) -> String {
    let ordinal = |nth: i16| ordinal(u8::try_from(nth.unsigned_abs()).unwrap_or(u8::MAX));
    match (nth, what) {
        (-1, what) => format!("last {what}"),
        (..-1, what) => format!("{} last {what}", ordinal(nth)),
        (_, "day") => ordinal(nth),
        (_, what) => format!("{} {what}", ordinal(nth)),
    }
}

fn midnight(date: Date) -> Option<chrono::DateTime<Tz>> {
    chrono::TimeZone::with_ymd_and_hms(&Tz::UTC, date.year(), u8::from(date.month()).into(), date.day().into(), 0, 0, 0)
        .single()
}

fn day_of(moment: &chrono::DateTime<Tz>) -> Option<Day> {
    use chrono::Datelike;
    let month = u8::try_from(moment.month()).ok().and_then(|month| Month::try_from(month).ok())?;
    Date::from_calendar_date(moment.year(), month, u8::try_from(moment.day()).ok()?).ok().map(Day)
}

#[cfg(test)]
mod tests;
