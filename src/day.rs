//! A calendar day, such as a due date: no hour, no zone. On the wire `2026-11-21` (ISO 8601).

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};
use time::{Date, Month};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
pub struct Day(pub Date);

impl Day {
    /// So many days later, or earlier below zero.
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(time::Duration::days(days.into())))
    }

    /// So many days from this one to the other.
    pub fn until(self, other: Self) -> i32 {
        i32::try_from((other.0 - self.0).whole_days()).unwrap_or(i32::MAX)
    }

    /// The first day of its week.
    pub fn monday(self) -> Self {
        self.plus(-i32::from(self.0.weekday().number_days_from_monday()))
    }

    pub fn first_of_month(self) -> Self {
        self.plus(1 - i32::from(self.0.day()))
    }

    /// As it is said in full: `Saturday 21 November 2026`.
    pub fn long(self) -> String {
        format!("{} {} {} {}", self.0.weekday(), self.0.day(), self.0.month(), self.0.year())
    }

    /// Its month: `November 2026`.
    pub fn month(self) -> String {
        format!("{} {}", self.0.month(), self.0.year())
    }

    /// As people write it: `21 Nov`, with the year where it is not `this_year`.
    pub fn short(self, this_year: i32) -> String {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let month = MONTHS[usize::from(u8::from(self.0.month())) - 1];
        if self.0.year() == this_year {
            format!("{} {month}", self.0.day())
        } else {
            format!("{} {month} {}", self.0.day(), self.0.year())
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), u8::from(self.0.month()), self.0.day())
    }
}

/// The text is not a day of the form `2026-11-21`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Please give a date such as 2026-11-21.")]
pub struct NotADay;

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let mut parts = text.splitn(3, '-');
        let mut next = || parts.next().filter(|part| !part.is_empty() && part.len() <= 4).ok_or(NotADay);
        let (year, month, day) = (next()?, next()?, next()?);
        let number = |part: &str| part.parse::<u16>().map_err(|_| NotADay);
        let month = u8::try_from(number(month)?).ok().and_then(|m| Month::try_from(m).ok()).ok_or(NotADay)?;
        let day = u8::try_from(number(day)?).map_err(|_| NotADay)?;
        let year = number(year)?;
        if !(1900..=2999).contains(&year) {
            return Err(NotADay);
        }
        Date::from_calendar_date(year.into(), month, day).map(Self).map_err(|_| NotADay)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_back_as_it_was_written() {
        for text in ["2026-11-21", "2024-02-29", "1999-12-31"] {
            assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["", "2026-02-30", "2026-13-01", "21.11.2026", "2026-11", "26-1-1", "2026-11-21T00:00"] {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
    }
}
