//! The words of a cell as a value. An `Err` is the reason a person reads.

use crate::{
    boards::{estimate::Estimate, task::Priority},
    day::Day,
};

/// At most `most` characters, cut between words, with an ellipsis where something was left out.
pub fn shorten(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    let at = cut.rfind(' ').filter(|&at| at > cut.len() / 2).unwrap_or(cut.len());
    format!("{}\u{2026}", cut[..at].trim_end_matches([' ', ',', ';', ':', '.', '-']))
}

/// Words of several trackers; of numbers, 1 is the most pressing.
pub fn priority(cell: &str) -> Result<Priority, String> {
    Ok(match cell.trim().to_lowercase().as_str() {
        "" | "none" | "no priority" | "not set" | "-" => Priority::None,
        "urgent" | "highest" | "critical" | "blocker" | "immediate" | "p0" => Priority::Urgent,
        "high" | "major" | "important" | "1" | "p1" | "l1" => Priority::High,
        "medium" | "normal" | "moderate" | "middle" | "2" | "p2" | "l2" => Priority::Medium,
        "low" | "lowest" | "minor" | "trivial" | "3" | "4" | "5" | "p3" | "p4" | "l3" => Priority::Low,
        _ => {
            return Err(format!(
                "\u{201c}{}\u{201d} is not a priority: urgent, high, medium, low or none.",
                said(cell)
            ));
        }
    })
}

/// A time such as `2h 30m`; of a number alone, the seconds that Jira writes. Nothing is no estimate.
pub fn estimate(cell: &str) -> Result<Option<Estimate>, String> {
    let refused = || format!("\u{201c}{}\u{201d} is not a time such as 2h 30m.", said(cell));
    let found = match cell.trim().parse::<i32>() {
        Ok(0) => return Ok(None),
        Ok(seconds) => Estimate::of_minutes(seconds.max(60) / 60),
        Err(_) => cell.parse(),
    };
    found.map(Some).map_err(|_| refused())
}

/// `2026-11-21`, also with a time after it; `21.11.2026`; `21/Nov/26` and `21 Nov 2026`; with
/// slashes, just where day and month cannot be mistaken.
pub fn day(cell: &str) -> Result<Option<Day>, String> {
    let text = cell.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let refused = || format!("\u{201c}{}\u{201d} is not a date such as 2026-11-21.", said(cell));
    let head = text.get(..10).filter(|_| matches!(text.as_bytes().get(10), None | Some(b'T' | b' ')));
    if let Some(found) = head.and_then(|head| head.replace('/', "-").parse().ok()) {
        return Ok(Some(found));
    }
    let parts: Vec<&str> = text.split(['.', '/', ' ', ',', '-']).filter(|part| !part.is_empty()).collect();
    let [first, second, third, ..] = parts[..] else { return Err(refused()) };
    let (day, month) = match (month_number(first), month_number(second)) {
        (Some(month), None) => (second.parse().ok(), Some(month)),
        (None, Some(month)) => (first.parse().ok(), Some(month)),
        (None, None) => by_number(text, first.parse().ok(), second.parse().ok()),
        (Some(_), Some(_)) => (None, None),
    };
    let year: Option<u16> = third.parse().ok().map(|year: u16| if year < 100 { 2000 + year } else { year });
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(refused()) };
    format!("{year:04}-{month:02}-{day:02}").parse().map(Some).map_err(|_| refused())
}

/// Day and month of a date in numbers. Dots put the day first; with slashes one of them must be over 12.
fn by_number(text: &str, first: Option<u8>, second: Option<u8>) -> (Option<u8>, Option<u8>) {
    match (first, second) {
        (Some(day), Some(month)) if text.contains('.') || day > 12 => (Some(day), Some(month)),
        (Some(month), Some(day)) if day > 12 || day == month => (Some(day), Some(month)),
        _ => (None, None),
    }
}

fn month_number(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|month| word.starts_with(month))?;
    u8::try_from(at + 1).ok()
}

/// A cell in a sentence, not too long.
pub fn said(cell: &str) -> String {
    shorten(cell, 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_between_words() {
        assert_eq!(shorten("short", 10), "short");
        assert_eq!(shorten("Verify that output, encoding is done", 22), "Verify that output\u{2026}");
        assert_eq!(shorten(&"x".repeat(50), 10), format!("{}\u{2026}", "x".repeat(9)));
        assert!(shorten(&"\u{e9}t\u{e9} ".repeat(80), 120).chars().count() <= 120);
    }

    #[test]
    fn dates_that_cannot_be_mistaken_are_read() {
        for text in [
            "2026-11-21",
            "2026-11-21T08:00:00Z",
            "2026/11/21",
            "21.11.2026",
            "21/Nov/26 3:04 PM",
            "Nov 21, 2026",
            "11/21/2026",
            "21/11/2026",
        ] {
            assert_eq!(day(text).unwrap().unwrap().to_string(), "2026-11-21", "{text}");
        }
        for text in ["tomorrow", "03/04/2026", "31.02.2026", "2026", "\u{2600}\u{2600}\u{2600}\u{2600}"] {
            assert!(day(text).is_err(), "{text}");
        }
        assert_eq!(day(" "), Ok(None));
    }

    #[test]
    fn priorities_of_several_trackers_are_read() {
        assert_eq!(priority("Highest"), Ok(Priority::Urgent));
        assert_eq!(
            (priority("1"), priority("2"), priority("3")),
            (Ok(Priority::High), Ok(Priority::Medium), Ok(Priority::Low))
        );
        assert!(priority("soon").is_err());
    }
}
