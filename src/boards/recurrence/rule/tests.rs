use super::Rule;
use crate::{boards::recurrence::presets, day::Day};
use proptest::{prelude::*, strategy::ValueTree};
use serde_json::{Value, json};
use std::{
    io::Write as _,
    process::{Command, Stdio},
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn after(rule: &str, start: &str, after: &str) -> Option<String> {
    Rule::parse(rule).unwrap().first_after(day(start), day(after)).map(|day| day.to_string())
}

fn words(rule: &str) -> String {
    Rule::parse(rule).unwrap().words()
}

#[test]
fn a_rule_names_its_next_day() {
    let next = |rule, start| after(rule, start, start).unwrap_or_default();
    assert_eq!(next("FREQ=DAILY", "2026-12-31"), "2027-01-01");
    assert_eq!(next("FREQ=WEEKLY;BYDAY=FR", "2026-11-20"), "2026-11-27");
    assert_eq!(next("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-20"), "2026-11-23");
    assert_eq!(next("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31"), "2026-02-28");
    assert_eq!(next("FREQ=MONTHLY;BYDAY=3FR", "2026-11-20"), "2026-12-18");
    assert_eq!(next("FREQ=YEARLY", "2024-02-29"), "2028-02-29");
}

#[test]
fn a_rule_ends_when_it_says_so() {
    assert_eq!(after("FREQ=DAILY;COUNT=3", "2026-11-20", "2026-11-21").as_deref(), Some("2026-11-22"));
    assert_eq!(after("FREQ=DAILY;COUNT=3", "2026-11-20", "2026-11-22"), None);
    assert_eq!(after("FREQ=DAILY;UNTIL=20261122", "2026-11-20", "2026-11-21").as_deref(), Some("2026-11-22"));
    assert_eq!(after("FREQ=DAILY;UNTIL=20261122", "2026-11-20", "2026-11-22"), None);
}

#[test]
fn after_a_completion_the_rule_begins_anew() {
    let rule = Rule::parse("FREQ=DAILY;INTERVAL=10;COUNT=2").unwrap();
    assert_eq!(rule.first_after_completion(day("2026-11-25")), Some(day("2026-12-05")));
}

#[test]
fn of_the_dates_that_were_missed_the_last_one_counts() {
    let rule = Rule::parse("FREQ=WEEKLY;BYDAY=MO").unwrap();
    let (start, today) = (day("2026-11-02"), day("2026-11-20"));
    assert_eq!(rule.last_until(start, start, today), Some(day("2026-11-16")));
    assert_eq!(rule.last_until(start, day("2026-11-16"), today), None);
}

#[test]
fn rules_read_as_people_say_them() {
    assert_eq!(words("FREQ=DAILY;INTERVAL=3"), "every 3 days");
    assert_eq!(words("FREQ=WEEKLY;BYDAY=MO,WE,FR"), "every week on Monday, Wednesday and Friday");
    assert_eq!(words("FREQ=MONTHLY;BYDAY=-2TU;COUNT=4"), "every month on the 2nd last Tuesday, 4 times");
    assert_eq!(words("FREQ=WEEKLY;UNTIL=20261224"), "every week until 2026-12-24");
    assert_eq!(words("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"), "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1");
}

#[test]
fn what_a_menu_offers_is_what_the_rule_says() {
    for text in ["2026-11-20", "2026-11-30", "2026-01-31", "2028-02-29", "2026-07-01"] {
        for preset in presets(day(text)) {
            assert_eq!(words(&preset.rule), preset.words, "on {text}");
        }
    }
}

#[test]
fn what_fits_no_task_is_refused() {
    let long = format!("FREQ=WEEKLY;BYDAY={}MO", "MO,".repeat(80));
    for rule in [
        "",
        "every Friday",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=5000",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;COUNT=2;UNTIL=20261122",
        "FREQ=DAILY\nDTSTART:20260101",
        &long,
    ] {
        assert!(Rule::parse(rule).is_err_and(|error| error.field("rule").is_some()), "{rule}");
    }
}

proptest! {
    #[test]
    fn a_rule_that_was_read_reads_again(text in "[A-Z0-9=;,+-]{0,60}") {
        if let Ok(rule) = Rule::parse(&text) {
            prop_assert_eq!(Rule::parse(&rule.to_string()).unwrap(), rule);
        }
    }
}

fn some_rule() -> impl Strategy<Value = String> {
    let weekdays = proptest::sample::subsequence(vec!["MO", "TU", "WE", "TH", "FR", "SA", "SU"], 1..=4);
    let weekly = weekdays.prop_map(|days| format!("FREQ=WEEKLY;BYDAY={}", days.join(",")));
    let nth = (prop_oneof![-2i8..=-1, 1i8..=4], 0usize..7).prop_map(|(nth, weekday)| {
        format!("FREQ=MONTHLY;BYDAY={nth}{}", ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][weekday])
    });
    let frequency = prop_oneof![
        Just("FREQ=DAILY".to_owned()),
        Just("FREQ=WEEKLY".to_owned()),
        Just("FREQ=MONTHLY".to_owned()),
        Just("FREQ=YEARLY".to_owned()),
        weekly,
        nth,
        prop_oneof![-3i8..=-1, 1i8..=28].prop_map(|day| format!("FREQ=MONTHLY;BYMONTHDAY={day}")),
        (1u8..=12, 1u8..=28).prop_map(|(month, day)| format!("FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}")),
    ];
    let end = prop_oneof![
        Just(String::new()),
        (1u8..=15).prop_map(|count| format!(";COUNT={count}")),
        (2026u16..=2029, 1u8..=12, 1u8..=28).prop_map(|(y, m, d)| format!(";UNTIL={y:04}{m:02}{d:02}")),
    ];
    (frequency, 1u8..=6, end).prop_map(|(frequency, interval, end)| format!("{frequency};INTERVAL={interval}{end}"))
}

/// Python's dateutil, which shares no code with what is tested.
const INDEPENDENT: &str = r#"
import json, sys
from datetime import datetime
from itertools import islice
from dateutil.rrule import rrulestr
cases = json.load(sys.stdin)
days = []
for case in cases:
    start = datetime.fromisoformat(case["start"])
    rule = rrulestr(case["rule"], dtstart=start)
    days.append([d.date().isoformat() for d in islice((d for d in rule if d > start), 12)])
json.dump(days, sys.stdout)
"#;

#[test]
fn another_library_names_the_same_days() {
    let python = std::env::var("ATRIUM_CACHE").map(|cache| format!("{cache}/tools/python/bin/python3"));
    let Some(python) = python.ok().filter(|path| std::path::Path::new(path).exists()) else {
        eprintln!("skipped: bin/setup installs the Python library that this compares with");
        return;
    };
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = (some_rule(), 2026i32..=2028, 1u16..=365);
    let cases: Vec<(String, Day)> = (0..500)
        .map(|_| {
            let (rule, year, ordinal) = strategy.new_tree(&mut runner).unwrap().current();
            (rule, Day(time::Date::from_ordinal_date(year, ordinal).unwrap()))
        })
        .collect();
    let asked: Vec<Value> = cases.iter().map(|(rule, start)| json!({ "rule": rule, "start": start })).collect();
    let mut child =
        Command::new(python).args(["-c", INDEPENDENT]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(serde_json::to_string(&asked).unwrap().as_bytes()).unwrap();
    let answered = child.wait_with_output().unwrap();
    let theirs: Vec<Vec<Day>> = serde_json::from_slice(&answered.stdout).unwrap();
    for ((rule, start), theirs) in cases.into_iter().zip(theirs) {
        let parsed = Rule::parse(&rule).unwrap();
        let ours: Vec<Day> =
            std::iter::successors(parsed.first_after(start, start), |&last| parsed.first_after(start, last))
                .take(12)
                .collect();
        assert_eq!(ours, theirs, "{rule} from {start}");
    }
}
