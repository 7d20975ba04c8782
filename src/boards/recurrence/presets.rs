//! The rules that people choose most, for a task of a certain day.

use crate::day::Day;

/// A rule and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    pub rule: String,
    pub words: String,
}

/// From the most often to the most seldom.
pub fn presets(day: Day) -> Vec<Preset> {
    let date = day.0;
    let weekday = date.weekday();
    let short = weekday.to_string()[..2].to_uppercase();
    let preset = |rule: String, words: String| Preset { rule, words };
    let nth = (date.day() - 1) / 7 + 1;
    // Not every month has a fifth one.
    let (nth_rule, nth_words) =
        if nth == 5 { ("-1".to_owned(), "last".to_owned()) } else { (nth.to_string(), ordinal(nth)) };
    vec![
        preset("FREQ=DAILY".to_owned(), "every day".to_owned()),
        preset("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR".to_owned(), "every working day".to_owned()),
        preset(format!("FREQ=WEEKLY;BYDAY={short}"), format!("every {weekday}")),
        preset(format!("FREQ=WEEKLY;INTERVAL=2;BYDAY={short}"), format!("every 2 weeks on {weekday}")),
        month_day(date.day()),
        preset(format!("FREQ=MONTHLY;BYDAY={nth_rule}{short}"), format!("every month on the {nth_words} {weekday}")),
        preset("FREQ=YEARLY".to_owned(), "every year".to_owned()),
    ]
}

/// From the 29th on the last day is meant, since months without that day would be passed over.
fn month_day(day: u8) -> Preset {
    let (rule, words) =
        if day > 28 { ("-1".to_owned(), "last day".to_owned()) } else { (day.to_string(), ordinal(day)) };
    Preset { rule: format!("FREQ=MONTHLY;BYMONTHDAY={rule}"), words: format!("every month on the {words}") }
}

/// Such as `1st`, `22nd` or `13th`.
pub fn ordinal(n: u8) -> String {
    let ending = match (n % 10, n) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}
