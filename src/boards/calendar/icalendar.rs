//! iCalendar (RFC 5545), as far as due dates need it.

use crate::day::Day;
use time::OffsetDateTime;

/// A day in a calendar.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The same as long as the task is there.
    pub uid: String,
    pub summary: String,
    pub description: String,
    pub url: String,
    pub day: Day,
    pub created: OffsetDateTime,
    pub changed: OffsetDateTime,
    pub version: i32,
}

/// A line may have so many octets, without its end (section 3.1).
const MOST_OCTETS: usize = 75;

pub fn write(name: &str, entries: &[Entry]) -> String {
    let mut file = String::new();
    let mut line = |text: String| fold(&text, &mut file);
    line("BEGIN:VCALENDAR".to_owned());
    line("VERSION:2.0".to_owned());
    line("PRODID:-//Atrium//Due dates//EN".to_owned());
    line("CALSCALE:GREGORIAN".to_owned());
    line("METHOD:PUBLISH".to_owned());
    line(format!("X-WR-CALNAME:{}", escape(name)));
    line("REFRESH-INTERVAL;VALUE=DURATION:PT15M".to_owned());
    line("X-PUBLISHED-TTL:PT15M".to_owned());
    for entry in entries {
        line("BEGIN:VEVENT".to_owned());
        line(format!("UID:{}", escape(&entry.uid)));
        // Of a task that did not change, nothing in the file does.
        line(format!("DTSTAMP:{}", moment(entry.changed)));
        line(format!("CREATED:{}", moment(entry.created)));
        line(format!("LAST-MODIFIED:{}", moment(entry.changed)));
        line(format!("SEQUENCE:{}", entry.version));
        line(format!("DTSTART;VALUE=DATE:{}", date(entry.day)));
        // The end is the first day that is no longer part of it.
        if let Some(after) = entry.day.0.next_day() {
            line(format!("DTEND;VALUE=DATE:{}", date(Day(after))));
        }
        line(format!("SUMMARY:{}", escape(&entry.summary)));
        line(format!("DESCRIPTION:{}", escape(&entry.description)));
        line(format!("URL:{}", entry.url));
        line("TRANSP:TRANSPARENT".to_owned());
        line("END:VEVENT".to_owned());
    }
    line("END:VCALENDAR".to_owned());
    file
}

/// Text as a value (section 3.3.11).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Adds a content line, cut where it is too long, and never within a character.
fn fold(text: &str, file: &mut String) {
    let mut rest = text;
    let mut room = MOST_OCTETS;
    while rest.len() > room {
        let (now, later) = rest.split_at(rest.floor_char_boundary(room));
        file.extend([now, "\r\n "]);
        rest = later;
        // The space at its beginning counts.
        room = MOST_OCTETS - 1;
    }
    file.extend([rest, "\r\n"]);
}

fn date(day: Day) -> String {
    day.to_string().replace('-', "")
}

fn moment(at: OffsetDateTime) -> String {
    let at = at.to_offset(time::UtcOffset::UTC);
    let (hour, minute, second) = at.to_hms();
    format!("{}T{hour:02}{minute:02}{second:02}Z", date(Day(at.date())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn entry(summary: &str) -> Entry {
        Entry {
            uid: "1@atrium".to_owned(),
            summary: summary.to_owned(),
            description: String::new(),
            url: "http://atrium.test/w/a/p/A/1".to_owned(),
            day: "2026-12-31".parse().unwrap(),
            created: datetime!(2026-11-01 08:00 UTC),
            changed: datetime!(2026-11-02 09:30:05 +01:00),
            version: 3,
        }
    }

    #[test]
    fn a_task_is_a_whole_day_that_ends_before_the_next() {
        let file = write("Garden", &[entry("Paint")]);
        for line in [
            "BEGIN:VCALENDAR",
            "X-WR-CALNAME:Garden",
            "UID:1@atrium",
            "LAST-MODIFIED:20261102T083005Z",
            "SEQUENCE:3",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "SUMMARY:Paint",
            "END:VCALENDAR",
        ] {
            assert!(file.contains(&format!("{line}\r\n")), "{line} in {file}");
        }
        assert!(file.split("\r\n").all(|line| !line.contains('\n')));
    }

    #[test]
    fn what_would_end_a_value_is_escaped() {
        let file = write("x", &[entry("a, b; c\\d\r\nEND:VEVENT\n\u{7}x")]);
        assert!(file.contains("SUMMARY:a\\, b\\; c\\\\d\\nEND:VEVENT\\nx\r\n"), "{file}");
        assert_eq!(file.matches("\r\nEND:VEVENT").count(), 1);
    }

    proptest::proptest! {
        #[test]
        fn lines_are_folded_at_75_octets_and_read_back(text in "[a-z\u{e9}\u{6f22}\u{1f469}]{0,300}") {
            let file = write("x", &[entry(&text)]);
            proptest::prop_assert!(file.split("\r\n").all(|line| line.len() <= MOST_OCTETS));
            let unfolded = file.replace("\r\n ", "");
            let summary = format!("\r\nSUMMARY:{text}\r\n");
            proptest::prop_assert!(unfolded.contains(&summary));
        }
    }
}
