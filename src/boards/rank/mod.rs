//! Fractional indexing: an order kept by text keys, where a key fits between any two.
//!
//! A key is an integer part whose first character tells its length (`a`..`z` count up from one digit,
//! `Z`..`A` count down below zero), then a fraction without trailing zeros. Digits are base 62 in the
//! order of their bytes, so the order of keys is the byte order (`collate "C"`). The scheme is the one
//! of the article "Implementing Fractional Indexing" (Greenspan, 2020) and of the npm package
//! `fractional-indexing`, against which a test compares it.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// The integer part below which there is no other.
const LOWEST: &str = "A00000000000000000000000000";
/// Longer keys make a column worth spreading out anew.
pub const LONG: usize = 32;

/// The neighbours are not in order, or one of them is not a rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no rank between these")]
pub struct NoRoom;

fn value(digit: u8) -> Result<usize, NoRoom> {
    DIGITS.iter().position(|&d| d == digit).ok_or(NoRoom)
}

/// Length of the integer part, its first character included.
fn integer_length(head: u8) -> Result<usize, NoRoom> {
    match head {
        b'a'..=b'z' => Ok(usize::from(head - b'a') + 2),
        b'A'..=b'Z' => Ok(usize::from(b'Z' - head) + 2),
        _ => Err(NoRoom),
    }
}

fn split(rank: &str) -> Result<(&str, &str), NoRoom> {
    let length = integer_length(*rank.as_bytes().first().ok_or(NoRoom)?)?;
    if !rank.is_ascii() || rank.len() < length || rank == LOWEST || rank[length..].ends_with('0') {
        return Err(NoRoom);
    }
    rank.bytes().try_for_each(|digit| value(digit).map(drop))?;
    Ok(rank.split_at(length))
}

/// The fraction halfway between two; `None` above means one whole.
fn midpoint(low: &str, high: Option<&str>) -> Result<String, NoRoom> {
    if high.is_some_and(|high| low >= high) {
        return Err(NoRoom);
    }
    if let Some(high) = high {
        let shared = high
            .bytes()
            .enumerate()
            .take_while(|&(i, digit)| low.as_bytes().get(i).copied().unwrap_or(b'0') == digit)
            .count();
        if shared > 0 {
            let rest = midpoint(low.get(shared..).unwrap_or(""), Some(&high[shared..]))?;
            return Ok(format!("{}{rest}", &high[..shared]));
        }
    }
    let first_low = low.bytes().next().map_or(Ok(0), value)?;
    let first_high = high.and_then(|high| high.bytes().next()).map_or(Ok(DIGITS.len()), value)?;
    if first_high - first_low > 1 {
        let middle = (first_low + first_high).div_ceil(2);
        return Ok(char::from(DIGITS[middle]).to_string());
    }
    match high {
        Some(high) if high.len() > 1 => Ok(high[..1].to_owned()),
        _ => {
            let rest = midpoint(low.get(1..).unwrap_or(""), None)?;
            Ok(format!("{}{rest}", char::from(DIGITS[first_low])))
        }
    }
}

fn increment(integer: &str) -> Result<Option<String>, NoRoom> {
    let head = integer.as_bytes()[0];
    let mut digits = integer.as_bytes()[1..].to_vec();
    for digit in digits.iter_mut().rev() {
        let next = value(*digit)? + 1;
        if next < DIGITS.len() {
            *digit = DIGITS[next];
            return Ok(Some(assemble(head, &digits)));
        }
        *digit = b'0';
    }
    Ok(match head {
        b'Z' => Some("a0".to_owned()),
        b'z' => None,
        head if head >= b'a' => {
            digits.push(b'0');
            Some(assemble(head + 1, &digits))
        }
        head => {
            digits.pop();
            Some(assemble(head + 1, &digits))
        }
    })
}

fn decrement(integer: &str) -> Result<Option<String>, NoRoom> {
    let head = integer.as_bytes()[0];
    let mut digits = integer.as_bytes()[1..].to_vec();
    for digit in digits.iter_mut().rev() {
        let now = value(*digit)?;
        if now > 0 {
            *digit = DIGITS[now - 1];
            return Ok(Some(assemble(head, &digits)));
        }
        *digit = b'z';
    }
    Ok(match head {
        b'a' => Some("Zz".to_owned()),
        b'A' => None,
        head if head < b'Z' + 1 => {
            digits.push(b'z');
            Some(assemble(head - 1, &digits))
        }
        head => {
            digits.pop();
            Some(assemble(head - 1, &digits))
        }
    })
}

fn assemble(head: u8, digits: &[u8]) -> String {
    std::iter::once(head).chain(digits.iter().copied()).map(char::from).collect()
}

/// A rank after `low` and before `high`; without them, before or after everything.
pub fn between(low: Option<&str>, high: Option<&str>) -> Result<String, NoRoom> {
    match (low, high) {
        (None, None) => Ok("a0".to_owned()),
        (None, Some(high)) => {
            let (integer, fraction) = split(high)?;
            if integer == LOWEST {
                return Ok(format!("{integer}{}", midpoint("", Some(fraction))?));
            }
            if integer < high {
                return Ok(integer.to_owned());
            }
            decrement(integer)?.ok_or(NoRoom)
        }
        (Some(low), None) => {
            let (integer, fraction) = split(low)?;
            match increment(integer)? {
                Some(next) => Ok(next),
                None => Ok(format!("{integer}{}", midpoint(fraction, None)?)),
            }
        }
        (Some(low), Some(high)) => {
            if low >= high {
                return Err(NoRoom);
            }
            let ((low_integer, low_fraction), (high_integer, high_fraction)) = (split(low)?, split(high)?);
            if low_integer == high_integer {
                return Ok(format!("{low_integer}{}", midpoint(low_fraction, Some(high_fraction))?));
            }
            match increment(low_integer)? {
                Some(next) if next.as_str() < high => Ok(next),
                _ => Ok(format!("{low_integer}{}", midpoint(low_fraction, None)?)),
            }
        }
    }
}

/// `count` ranks in order, each of the shortest kind.
pub fn spread(count: usize) -> Vec<String> {
    let mut ranks: Vec<String> = Vec::with_capacity(count);
    for _ in 0..count {
        // After any whole key there is a next one: 62^26 of them.
        let next = between(ranks.last().map(String::as_str), None).unwrap_or_default();
        ranks.push(next);
    }
    ranks
}

#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;
