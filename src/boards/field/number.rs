use crate::{Error, Result};
use std::{fmt, str::FromStr};

/// A decimal number below a million millions, to six places, exactly: it is kept in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(i64);

const PLACES: usize = 6;
const WHOLE_DIGITS: usize = 12;
const ONE: i64 = 1_000_000;

impl FromStr for Number {
    type Err = Error;

    /// `12`, `-0.5`, `+3.140`. No comma, which means one thing here and another thing there.
    fn from_str(text: &str) -> Result<Self> {
        let refusal = || Error::invalid("fields", "Please write a number such as 12 or -0.5.");
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let ends_in_point = digits.ends_with('.');
        if whole.is_empty() || ends_in_point || !all_digits(whole) || !all_digits(fraction) {
            return Err(refusal());
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        if whole.len() > WHOLE_DIGITS {
            return Err(Error::invalid("fields", "A number has at most 12 digits before the point."));
        }
        if fraction.len() > PLACES {
            return Err(Error::invalid("fields", "A number has at most 6 digits after the point."));
        }
        let millionths: i64 = format!("{whole}{fraction:0<PLACES$}").parse().map_err(|_| refusal())?;
        Ok(Self(if negative { -millionths } else { millionths }))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0.abs() / ONE, self.0.abs() % ONE);
        let sign = if self.0 < 0 { "-" } else { "" };
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let fraction = format!("{rest:0>PLACES$}");
        write!(f, "{sign}{whole}.{}", fraction.trim_end_matches('0'))
    }
}
