use super::{Field, FieldKind, Number};
use crate::{
    Error, Result,
    boards::board::PersonRef,
    day::{Day, NotADay},
    ids::{OptionId, PersonId},
    text,
};
use std::{cmp::Ordering, fmt};

const LONGEST_TEXT: usize = 500;
const LONGEST_LINK: usize = 2000;
/// As a ticked box is written.
pub(super) const TICKED: &str = "true";

/// What a task says in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Number(Number),
    Date(Day),
    Select(OptionId),
    Person(PersonId),
    Ticked,
    Link(String),
}

impl Value {
    /// What somebody wrote in a field; nothing where it is empty. That a person sees the project is asked elsewhere.
    pub fn parse(field: &Field, written: &str) -> Result<Option<Self>> {
        let written = written.trim();
        if written.is_empty() {
            return Ok(None);
        }
        let refuse = |why: String| Error::invalid("fields", format!("{}: {why}", field.name));
        let value = match field.kind {
            FieldKind::Text => text::line("fields", written, LONGEST_TEXT).map(Self::Text),
            FieldKind::Number => written.parse().map(Self::Number),
            FieldKind::Date => written.parse().map(Self::Date).map_err(|refusal: NotADay| refuse(refusal.to_string())),
            FieldKind::Select => {
                let known = written.parse().ok().filter(|id| field.option(*id).is_some());
                known.map(Self::Select).ok_or_else(|| refuse("this is not one of its choices.".to_owned()))
            }
            FieldKind::Person => {
                written.parse().map(Self::Person).map_err(|_| refuse("this is nobody's id.".to_owned()))
            }
            FieldKind::Checkbox => match written {
                TICKED => Ok(Self::Ticked),
                "false" => return Ok(None),
                _ => Err(refuse("a checkbox is true, or false.".to_owned())),
            },
            FieldKind::Link => parse_link(written).map(Self::Link),
        };
        value.map(Some)
    }
}

/// An address that a browser opens and that runs nothing.
fn parse_link(written: &str) -> Result<String> {
    let link = text::line("fields", written, LONGEST_LINK)?;
    let scheme = link.split_once("://").map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
    match scheme {
        Some((scheme, rest))
            if (scheme == "http" || scheme == "https")
                && rest.starts_with(|c: char| c.is_alphanumeric() || c == '[')
                && !link.contains(char::is_whitespace) =>
        {
            Ok(link)
        }
        _ => Err(Error::invalid("fields", "A link is an address such as https://example.org.")),
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Link(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Date(day) => day.fmt(f),
            Self::Select(id) => id.fmt(f),
            Self::Person(id) => id.fmt(f),
            Self::Ticked => f.write_str(TICKED),
        }
    }
}

/// A written value as people read it: with the name of a choice or a person.
pub fn show(field: &Field, written: &str, people: &[PersonRef], year: i32) -> String {
    match field.kind {
        FieldKind::Select => {
            let option = written.parse().ok().and_then(|id| field.option(id));
            option.map(|option| option.name.clone()).unwrap_or_default()
        }
        FieldKind::Person => {
            let person = people.iter().find(|person| person.id.to_string() == written);
            person.map_or_else(|| "Somebody who left".to_owned(), |person| person.name.clone())
        }
        FieldKind::Date => written.parse().map_or_else(|_| written.to_owned(), |day: Day| day.short(year)),
        FieldKind::Checkbox => "Yes".to_owned(),
        FieldKind::Text | FieldKind::Number | FieldKind::Link => written.to_owned(),
    }
}

/// The order of two written values of one field: numbers by what they amount to, days by the calendar, which their
/// letters follow, and texts as people look them up.
pub fn compare(a: &str, b: &str) -> Ordering {
    match (a.parse::<Number>(), b.parse::<Number>()) {
        (Ok(a), Ok(b)) => a.cmp(&b),
        _ => text::fold(a).cmp(&text::fold(b)),
    }
}
