//! Days as people say them in English.

use super::names::bare;
use crate::{day::Day, text::fold};
use time::{Date, Duration, Month, Weekday};

/// The day that the words begin with, and how many words it takes. `by` and `on` before it belong to it.
pub fn read(words: &[&str], today: Day) -> Option<(usize, Day)> {
    let words: Vec<String> = words.iter().map(|word| fold(bare(word))).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let lead = match words.as_slice() {
        ["due", "on" | "by", ..] => 2,
        ["due" | "on" | "by" | "until", ..] => 1,
        _ => 0,
    };
    let (count, day) = said(words.get(lead..)?, today.0, lead > 0)?;
    (day >= today.0).then_some((lead + count, Day(day)))
}

/// `sure` is after a word that announces a date: then also what else would be too common a word.
fn said(words: &[&str], today: Date, sure: bool) -> Option<(usize, Date)> {
    let monday = today - Duration::days(i64::from(today.weekday().number_days_from_monday()));
    let in_days = |days: i64| today.checked_add(Duration::days(days));
    match words {
        ["today" | "today.", ..] => Some((1, today)),
        ["tomorrow" | "tomorrow.", ..] => Some((1, in_days(1)?)),
        ["next", "week" | "week.", ..] => Some((2, monday.checked_add(Duration::days(7))?)),
        ["next", "month" | "month.", ..] => Some((2, months_later(today.replace_day(1).ok()?, 1)?)),
        ["next", name, ..] => {
            let days = i64::from(weekday(name, true)?.number_days_from_monday());
            Some((2, monday.checked_add(Duration::days(7 + days))?))
        }
        ["this", name, ..] => Some((2, next(today, weekday(name, true)?)?)),
        ["in", count, unit, ..] => {
            let count = number(count)?;
            let day = match unit.trim_end_matches('.') {
                "day" | "days" => in_days(count)?,
                "week" | "weeks" => in_days(count * 7)?,
                "month" | "months" => months_later(today, count)?,
                _ => return None,
            };
            Some((3, day))
        }
        [word, ..] => exact(word)
            .map(|day| (1, day))
            .or_else(|| dotted(word, today).map(|day| (1, day)))
            .or_else(|| weekday(word, sure).and_then(|name| next(today, name)).map(|day| (1, day)))
            .or_else(|| in_month(words, today)),
        [] => None,
    }
}

/// The next such day, not today.
fn next(today: Date, wanted: Weekday) -> Option<Date> {
    (1..=7).filter_map(|days| today.checked_add(Duration::days(days))).find(|day| day.weekday() == wanted)
}

fn months_later(day: Date, months: i64) -> Option<Date> {
    let index = i64::from(day.year()) * 12 + i64::from(u8::from(day.month())) - 1 + months;
    let month = Month::try_from(u8::try_from(index % 12 + 1).ok()?).ok()?;
    let year = i32::try_from(index / 12).ok()?;
    Date::from_calendar_date(year, month, day.day().min(month.length(year))).ok()
}

/// `2026-12-15`
fn exact(word: &str) -> Option<Date> {
    word.trim_end_matches('.').parse::<Day>().ok().map(|day| day.0)
}

/// `15.12.` or `15.12.2026`; without the last dot it could be a version or a price.
fn dotted(word: &str, today: Date) -> Option<Date> {
    let (day, rest) = word.split_once('.')?;
    let (month, year) = rest.split_once('.')?;
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    on(day.parse().ok()?, month, year_of(year)?, today)
}

/// The year, or none where nothing is written; nothing at all where it is no year.
#[expect(clippy::option_option, reason = "no year is written, or what is written is none")]
fn year_of(text: &str) -> Option<Option<i32>> {
    if text.is_empty() {
        return Some(None);
    }
    text.parse().ok().filter(|year| (1900..=2999).contains(year)).map(Some)
}

/// `15 Dec`, `Dec 15`, `15th of December 2027`
fn in_month(words: &[&str], today: Date) -> Option<(usize, Date)> {
    let (count, day, month) = match words {
        [day, "of", month_name, ..] => (3, ordinal(day)?, month(month_name)?),
        [first, second, ..] => match (month(first), month(second)) {
            (Some(month), None) => (2, ordinal(second)?, month),
            (None, Some(month)) => (2, ordinal(first)?, month),
            _ => return None,
        },
        _ => return None,
    };
    let year = words.get(count).filter(|word| word.len() == 4).and_then(|word| year_of(word)).flatten();
    let found = on(day, month, year, today)?;
    Some((count + usize::from(year.is_some()), found))
}

/// Without a year the next such day, today included.
fn on(day: u8, month: Month, year: Option<i32>, today: Date) -> Option<Date> {
    match year {
        Some(year) => Date::from_calendar_date(year, month, day).ok(),
        // Eight years on there has been a 29th of February.
        None => (0..=8)
            .filter_map(|years| Date::from_calendar_date(today.year() + years, month, day).ok())
            .find(|found| *found >= today),
    }
}

fn ordinal(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !["", "st", "nd", "rd", "th"].contains(&&word[digits.len()..]) {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn number(word: &str) -> Option<i64> {
    const WORDS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    if word == "a" || word == "an" {
        return Some(1);
    }
    let said = WORDS.iter().position(|name| *name == word).and_then(|at| i64::try_from(at + 1).ok());
    said.or_else(|| word.parse().ok()).filter(|count| (1..=999).contains(count))
}

/// `sat` and `sun` are words of their own, unless it is sure that a date is meant.
fn weekday(word: &str, sure: bool) -> Option<Weekday> {
    Some(match word.trim_end_matches('.') {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" | "weds" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        "sat" if sure => Weekday::Saturday,
        "sun" if sure => Weekday::Sunday,
        _ => return None,
    })
}

fn month(word: &str) -> Option<Month> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.');
    let at = MONTHS
        .iter()
        .position(|name| *name == word || name[..3] == *word || (word == "sept" && name.starts_with(word)))?;
    Month::try_from(u8::try_from(at + 1).ok()?).ok()
}
