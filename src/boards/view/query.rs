//! A view as the query of an address, and back.

use super::{
    GroupBy, Layout, Scale, Sort, SortBy, View,
    asked::{self, read_field, write_field},
    names::{NOBODY, Names},
};
use crate::{
    boards::{
        filter::{Due, Filter, Who},
        task::Priority,
    },
    day::Day,
};
use std::fmt::Write;

pub fn write(view: &View, names: &Names) -> String {
    let Filter { words, people, labels, priorities, due, done, fields } = &view.filter;
    let mut parts = Vec::new();
    let mut put = |name: &str, values: Vec<String>| {
        if !values.is_empty() {
            let values: Vec<_> = values.iter().map(|value| escape(value)).collect();
            parts.push(format!("{}={}", escape(name), values.join(",")));
        }
    };
    put("view", one(view.layout.word(), view.layout != Layout::default()));
    put("q", one(words.trim(), !words.trim().is_empty()));
    put(
        "person",
        people
            .iter()
            .map(|who| match who {
                Who::Nobody => NOBODY.to_owned(),
                Who::Person(id) => names.people.write(*id),
            })
            .collect(),
    );
    put("label", labels.iter().map(|id| names.labels.write(*id)).collect());
    put("priority", priorities.iter().map(|priority| priority.name().to_owned()).collect());
    put("due", due.map(due_word).into_iter().collect());
    put("is", done.map(|done| if done { "done" } else { "open" }.to_owned()).into_iter().collect());
    for (id, ask) in fields {
        put(&write_field(*id, names), asked::write(*id, ask, names));
    }
    put("group", view.group.map(|group| group_word(group, names)).into_iter().collect());
    let sort = format!("{}{}", if view.sort.reversed { "-" } else { "" }, sort_word(view.sort.by, names));
    put("sort", one(&sort, view.sort != Sort::default()));
    put("scale", view.scale.map(|scale| scale.word().to_owned()).into_iter().collect());
    put("on", view.on.map(|day| day.to_string()).into_iter().collect());
    parts.join("&")
}

fn group_word(group: GroupBy, names: &Names) -> String {
    if let GroupBy::Field(id) = group { write_field(id, names) } else { group.word().to_owned() }
}

fn sort_word(by: SortBy, names: &Names) -> String {
    if let SortBy::Field(id) = by { write_field(id, names) } else { by.word().to_owned() }
}

fn one(word: &str, said: bool) -> Vec<String> {
    if said { vec![word.to_owned()] } else { Vec::new() }
}

pub fn read(query: &str, names: &Names) -> View {
    let mut view = View::default();
    let filter = &mut view.filter;
    for (name, value) in query.trim_start_matches('?').split('&').filter_map(|part| part.split_once('=')) {
        let values = || value.split(',').map(plain).filter(|value| !value.is_empty());
        let first = plain(value);
        match name {
            "view" => view.layout = by_word(&Layout::ALL, Layout::word, &first).unwrap_or_default(),
            "q" => first.trim().clone_into(&mut filter.words),
            "person" => {
                let who = |value: String| match value.as_str() {
                    NOBODY => Some(Who::Nobody),
                    value => names.people.read(value).map(Who::Person),
                };
                filter.people = distinct(values().filter_map(who));
            }
            "label" => filter.labels = distinct(values().filter_map(|value| names.labels.read(&value))),
            "priority" => filter.priorities = distinct(values().filter_map(|value| value.parse::<Priority>().ok())),
            "due" => filter.due = read_due(&first),
            "is" => filter.done = (first == "done" || first == "open").then_some(first == "done"),
            "group" => {
                let field = || read_field(&first, names).map(GroupBy::Field);
                view.group = by_word(&GroupBy::ALL, GroupBy::word, &first).or_else(field);
            }
            "sort" => view.sort = read_sort(&first, names),
            "scale" => view.scale = by_word(&Scale::ALL, Scale::word, &first),
            "on" => view.on = first.parse().ok(),
            name => {
                if let Some(field) = read_field(&plain(name), names)
                    && let Some(ask) = asked::read(field, &values().collect::<Vec<_>>(), names)
                {
                    filter.ask(field, ask);
                }
            }
        }
    }
    view
}

fn distinct<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    values.for_each(|value| {
        if !found.contains(&value) {
            found.push(value);
        }
    });
    found
}

fn by_word<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str, text: &str) -> Option<T> {
    all.iter().copied().find(|one| word(*one) == text)
}

fn read_sort(text: &str, names: &Names) -> Sort {
    let (word, reversed) = text.strip_prefix('-').map_or((text, false), |word| (word, true));
    let field = || read_field(word, names).map(SortBy::Field);
    let by = by_word(&SortBy::ALL, SortBy::word, word).or_else(field);
    by.map_or_else(Sort::default, |by| Sort { by, reversed })
}

fn due_word(due: Due) -> String {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    match due {
        Due::Late => "late".to_owned(),
        Due::Today => "today".to_owned(),
        Due::Week => "week".to_owned(),
        Due::Never => "none".to_owned(),
        Due::Between(from, until) => format!("{}..{}", day(from), day(until)),
    }
}

fn read_due(text: &str) -> Option<Due> {
    match text {
        "late" => Some(Due::Late),
        "today" => Some(Due::Today),
        "week" => Some(Due::Week),
        "none" => Some(Due::Never),
        range => {
            let (from, until) = range.split_once("..")?;
            let day = |text: &str| if text.is_empty() { Ok(None) } else { text.parse().map(Some) };
            Some(Due::Between(day(from).ok()?, day(until).ok()?))
        }
    }
}

/// Percent-encoding (RFC 3986) of all but letters, digits and `-._~`; a space is a plus, as in forms.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => escaped.push(char::from(byte)),
            b' ' => escaped.push('+'),
            // Writing to a text does not fail.
            byte => drop(write!(escaped, "%{byte:02X}")),
        }
    }
    escaped
}

fn plain(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |at: usize| tail.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = &tail[2..];
            }
            (b'+', ..) => {
                bytes.push(b' ');
                rest = tail;
            }
            (byte, ..) => {
                bytes.push(*byte);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
