//! Minutes as people write and read them. Unlike an estimate, what was spent is told in hours and not in days, since
//! people compare it with a clock.

use crate::{Error, Result, boards::estimate::Estimate};

/// A day.
pub const MOST_MINUTES: i32 = 24 * 60;

/// A timer that has run for so many minutes was probably forgotten.
pub const LONG: i64 = 16 * 60;

/// What somebody typed: `1h 30m`, `90m`, `1.5h`, or as clocks have it `1:30`.
pub fn parse_minutes(text: &str) -> Result<i32> {
    let minutes = match on_a_clock(text.trim()) {
        Some(minutes) => minutes,
        None => text.parse::<Estimate>().map(Estimate::minutes).map_err(|_| refusal())?,
    };
    check_minutes(minutes)
}

pub fn check_minutes(minutes: i32) -> Result<i32> {
    match minutes {
        1..=MOST_MINUTES => Ok(minutes),
        ..=0 => Err(refusal()),
        _ => Err(Error::invalid("minutes", "At most 24 hours, since it counts on one day.")),
    }
}

fn refusal() -> Error {
    Error::invalid("minutes", "Please write a time such as 1h 30m, 45m or 1:30.")
}

fn on_a_clock(text: &str) -> Option<i32> {
    let (hours, minutes) = text.split_once(':')?;
    let digits = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
    if !(1..=2).contains(&hours.len()) || minutes.len() != 2 || !digits(hours) || !digits(minutes) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (minutes < 60).then_some(hours * 60 + minutes)
}

/// Such as `1h 30m`, `45m` or `26h`.
pub fn hours(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}m"),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h {minutes}m"),
    }
}

/// As a timer shows it: `0:42:07`.
pub fn clock_face(seconds: i64) -> String {
    let seconds = seconds.max(0);
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_understood() {
        let written = [
            ("1h 30m", 90),
            ("90m", 90),
            ("1:30", 90),
            (" 0:05 ", 5),
            ("1.5h", 90),
            ("1,5h", 90),
            ("1d", 480),
            ("24h", 1440),
            ("24:00", 1440),
        ];
        for (text, minutes) in written {
            assert_eq!(parse_minutes(text), Ok(minutes), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_of_one_day_is_refused_beside_its_field() {
        for text in
            ["", "3", "0:00", "1:60", "1:3", ":30", "-1:30", "1:30:00", "24:01", "25h", "100:00", "soon", "1:+5"]
        {
            assert!(parse_minutes(text).is_err_and(|error| error.field("minutes").is_some()), "{text}");
        }
    }

    #[test]
    fn times_read_back() {
        for minutes in 1..=MOST_MINUTES {
            assert_eq!(parse_minutes(&hours(minutes.into())), Ok(minutes));
        }
        assert_eq!((hours(0), hours(26 * 60), hours(61)), ("0m".to_owned(), "26h".to_owned(), "1h 1m".to_owned()));
        assert_eq!((clock_face(2527), clock_face(-5)), ("0:42:07".to_owned(), "0:00:00".to_owned()));
    }
}
