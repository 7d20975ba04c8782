//! How long a task will take. Kept in minutes; people write and read `1d 2h 30m`, where a day is the
//! eight hours that somebody works in it.

use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

const HOUR: i32 = 60;
const DAY: i32 = 8 * HOUR;

/// 1 to 480000 minutes, which is a thousand days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type, utoipa::ToSchema), sqlx(transparent))]
#[serde(transparent)]
pub struct Estimate(i32);

impl Estimate {
    pub const MOST_MINUTES: i32 = 1_000 * DAY;

    pub fn of_minutes(minutes: i32) -> Result<Self> {
        if (1..=Self::MOST_MINUTES).contains(&minutes) {
            Ok(Self(minutes))
        } else {
            Err(Error::invalid("estimate", "An estimate is at least one minute and at most 1000 days."))
        }
    }

    /// The minutes of what somebody typed, or 0 where they left it empty.
    pub fn typed(text: &str) -> Result<i32> {
        if text.trim().is_empty() { Ok(0) } else { text.parse().map(Self::minutes) }
    }

    pub fn minutes(self) -> i32 {
        self.0
    }
}

impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [(self.0 / DAY, 'd'), (self.0 % DAY / HOUR, 'h'), (self.0 % HOUR, 'm')];
        let mut space = "";
        for (count, unit) in parts.into_iter().filter(|(count, _)| *count > 0) {
            write!(f, "{space}{count}{unit}")?;
            space = " ";
        }
        Ok(())
    }
}

impl FromStr for Estimate {
    type Err = Error;

    /// Days, hours and minutes, each at most once and the larger first: `1d`, `2h 30m`, `2.5 h`, `45 min`.
    fn from_str(text: &str) -> Result<Self> {
        let refusal = || Error::invalid("estimate", "Please write a time such as 2h 30m, 45m or 1d.");
        let (mut rest, mut last_unit, mut minutes) = (text.trim(), i32::MAX, 0);
        while !rest.is_empty() {
            let (hundredths, unit, after) = first_part(rest).ok_or_else(refusal)?;
            if unit >= last_unit {
                return Err(refusal());
            }
            minutes += (hundredths * i64::from(unit) + 50) / 100;
            (rest, last_unit) = (after, unit);
        }
        if last_unit == i32::MAX {
            return Err(refusal());
        }
        Self::of_minutes(i32::try_from(minutes).unwrap_or(i32::MAX))
    }
}

/// The amount in hundredths, the minutes of its unit, and what follows.
fn first_part(text: &str) -> Option<(i64, i32, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
    let (amount, rest) = text.split_at(digits);
    let rest = rest.trim_start();
    let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let (unit, rest) = rest.split_at(letters);
    let unit = match unit.to_lowercase().as_str() {
        "d" | "day" | "days" => DAY,
        "h" | "hour" | "hours" => HOUR,
        "m" | "min" | "minute" | "minutes" => 1,
        _ => return None,
    };
    Some((hundredths(amount)?, unit, rest.trim_start()))
}

/// `2.5` and `2,5` are 250.
fn hundredths(amount: &str) -> Option<i64> {
    let (whole, fraction) = amount.split_once(['.', ',']).unwrap_or((amount, ""));
    if whole.is_empty() || whole.len() > 6 || fraction.len() > 2 || amount.ends_with(['.', ',']) {
        return None;
    }
    let number = |digits: &str| digits.parse::<i64>().ok();
    Some(number(whole)? * 100 + number(&format!("{fraction:0<2}"))?)
}

#[cfg(test)]
mod tests {
    use super::Estimate;

    #[test]
    fn what_people_write_is_understood() {
        for (text, minutes) in [
            ("45m", 45),
            ("2h 30m", 150),
            ("2h30m", 150),
            (" 2 H 30 Min ", 150),
            ("2.5h", 150),
            ("1,25 hours", 75),
            ("1d", 480),
            ("1d 4h", 720),
            ("0.5d", 240),
            ("2 days 1 hour 5 minutes", 1025),
            ("90m", 90),
            ("1000d", 480_000),
        ] {
            assert_eq!(text.parse::<Estimate>().map(Estimate::minutes), Ok(minutes), "{text}");
        }
    }

    #[test]
    fn what_could_mean_two_things_is_asked_again() {
        for text in [
            "", " ", "3", "h", "2h 2h", "30m 2h", "-1h", "2..5h", "2.h", ".5h", "1.255h", "5 weeks", "0m", "1001d",
            "2h 30",
        ] {
            assert!(text.parse::<Estimate>().is_err(), "{text}");
        }
        assert!("9999999999h".parse::<Estimate>().is_err());
    }

    #[test]
    fn an_estimate_reads_back_as_it_is_shown() {
        for minutes in (1..3_000).chain([479_999, Estimate::MOST_MINUTES]) {
            let estimate = Estimate::of_minutes(minutes).unwrap();
            assert_eq!(estimate.to_string().parse(), Ok(estimate), "{estimate}");
        }
        assert_eq!(Estimate::of_minutes(630).unwrap().to_string(), "1d 2h 30m");
        assert!(Estimate::of_minutes(0).is_err() && Estimate::of_minutes(Estimate::MOST_MINUTES + 1).is_err());
    }
}
