//! What is asked of custom fields, in an address: `f.stage=early,none`, `f.customer=~north`, `f.cost=10..20`.

use super::names::Names;
use crate::{
    boards::field::{Ask, Number},
    day::Day,
    ids::FieldId,
};

/// Before the word of a field, wherever an address names one.
const MARK: &str = "f.";
/// The word for saying nothing.
const NONE: &str = "none";
/// The word for a ticked box.
const YES: &str = "yes";
const TICKED: &str = "true";

pub fn write_field(id: FieldId, names: &Names) -> String {
    format!("{MARK}{}", names.fields.write(id))
}

pub fn read_field(word: &str, names: &Names) -> Option<FieldId> {
    names.fields.read(word.strip_prefix(MARK)?)
}

/// The values of the part of an address.
pub fn write(id: FieldId, ask: &Ask, names: &Names) -> Vec<String> {
    match ask {
        Ask::Any(values) => values.iter().map(|value| write_value(id, value, names)).collect(),
        Ask::Has(words) => vec![format!("~{}", words.trim())],
        Ask::Between(from, until) => vec![format!("{from}..{until}")],
    }
}

pub fn read(id: FieldId, values: &[String], names: &Names) -> Option<Ask> {
    let first = values.first()?;
    let ask = match (first.strip_prefix('~'), first.split_once("..")) {
        (Some(words), _) => Ask::Has(words.trim().to_owned()),
        (None, Some((from, until))) => Ask::Between(read_end(from)?, read_end(until)?),
        (None, None) => {
            let mut known: Vec<String> = Vec::new();
            for value in values.iter().filter_map(|value| read_value(id, value, names)) {
                if !known.contains(&value) {
                    known.push(value);
                }
            }
            Ask::Any(known)
        }
    };
    Some(ask).filter(|ask| !ask.is_empty())
}

/// A number or a day, as it is written; or none.
fn read_end(text: &str) -> Option<String> {
    let number = || text.parse::<Number>().ok().map(|number| number.to_string());
    let day = || text.parse::<Day>().ok().map(|day| day.to_string());
    if text.is_empty() { Some(String::new()) } else { number().or_else(day) }
}

/// A choice or a person by name where that means one of them. A field has the one or the other.
fn write_value(id: FieldId, value: &str, names: &Names) -> String {
    let word = match value {
        "" => return NONE.to_owned(),
        TICKED => return YES.to_owned(),
        value => match (names.options_of(id), value.parse(), value.parse()) {
            (Some(options), Ok(option), _) => options.write(option),
            (None, _, Ok(person)) => names.people.write(person),
            _ => value.to_owned(),
        },
    };
    if word == NONE || word == YES { value.to_owned() } else { word }
}

fn read_value(id: FieldId, word: &str, names: &Names) -> Option<String> {
    match word {
        NONE => Some(String::new()),
        YES => Some(TICKED.to_owned()),
        word => match names.options_of(id) {
            Some(options) => options.read(word).map(|option| option.to_string()),
            None => names.people.read(word).map(|person| person.to_string()),
        },
    }
}
