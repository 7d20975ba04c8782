use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A minute of the day by the clock on the wall, such as `22:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClockTime(i16);

impl ClockTime {
    const DAY: i16 = 24 * 60;

    /// Of the minutes since midnight.
    pub fn of(minutes: i16) -> Result<Self> {
        if (0..Self::DAY).contains(&minutes) { Ok(Self(minutes)) } else { Err(refusal()) }
    }

    pub fn minutes(self) -> i16 {
        self.0
    }
}

fn refusal() -> Error {
    Error::invalid("quiet", "Please give a time such as 22:30.")
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for ClockTime {
    type Err = Error;

    /// Reads `22:30`, and `22:30:00` as some browsers send it.
    fn from_str(text: &str) -> Result<Self> {
        let mut parts = text.trim().split(':');
        let mut next = |most: i16| {
            let part = parts.next().filter(|part| part.len() == 2 && part.bytes().all(|one| one.is_ascii_digit()))?;
            part.parse::<i16>().ok().filter(|number| (0..most).contains(number))
        };
        let time = next(24).zip(next(60)).map(|(hour, minute)| Self(hour * 60 + minute));
        time.filter(|_| parts.next().is_none_or(|seconds| seconds == "00")).ok_or_else(refusal)
    }
}

impl TryFrom<String> for ClockTime {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<ClockTime> for String {
    fn from(time: ClockTime) -> Self {
        time.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::ClockTime;

    #[test]
    fn a_time_reads_back_as_it_was_written() {
        for text in ["00:00", "07:05", "22:30", "23:59"] {
            assert_eq!(text.parse::<ClockTime>().unwrap().to_string(), text);
        }
        assert_eq!("07:05:00".parse(), ClockTime::of(425));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "7:05", "24:00", "12:60", "12", "noon", "12:00:30", "-1:00", "+1:00"] {
            assert!(text.parse::<ClockTime>().is_err(), "{text}");
        }
    }
}
