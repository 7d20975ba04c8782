//! People, labels, custom fields and their choices as words of an address: `ada-king` where that means one of them, an id otherwise.

use crate::{
    boards::{
        board::{Board, PersonRef},
        field::{Field, FieldKind},
        project::Label,
    },
    ids::{FieldId, LabelId, OptionId, PersonId},
};
use std::{fmt::Display, str::FromStr};

/// The words of one project. The empty one writes ids and understands ids alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    pub people: Words<PersonId>,
    pub labels: Words<LabelId>,
    pub fields: Words<FieldId>,
    /// Of each field that has choices.
    options: Vec<(FieldId, Words<OptionId>)>,
}

impl Names {
    pub fn of(board: &Board) -> Self {
        Self::new(&board.people, &board.labels, &board.fields)
    }

    pub fn new(people: &[PersonRef], labels: &[Label], fields: &[Field]) -> Self {
        let choices = fields.iter().filter(|field| field.kind == FieldKind::Select);
        Self {
            people: people.iter().map(|person| (person.id, person.name.as_str())).collect(),
            labels: labels.iter().map(|label| (label.id, label.name.as_str())).collect(),
            fields: fields.iter().map(|field| (field.id, field.name.as_str())).collect(),
            options: choices
                .map(|field| (field.id, field.options.iter().map(|option| (option.id, option.name.as_str())).collect()))
                .collect(),
        }
    }

    pub fn options_of(&self, field: FieldId) -> Option<&Words<OptionId>> {
        self.options.iter().find(|(of, _)| *of == field).map(|(_, options)| options)
    }
}

/// The word that stands for no person.
pub const NOBODY: &str = "nobody";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words<Id>(Vec<(Id, String)>);

impl<Id> Default for Words<Id> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, Id> FromIterator<(Id, &'a str)> for Words<Id> {
    fn from_iter<T: IntoIterator<Item = (Id, &'a str)>>(named: T) -> Self {
        Self(named.into_iter().map(|(id, name)| (id, word(name))).collect())
    }
}

impl<Id: Copy + PartialEq + Display + FromStr> Words<Id> {
    pub fn write(&self, id: Id) -> String {
        let known = self.0.iter().find(|(known, _)| *known == id).map(|(_, word)| word.as_str());
        match known {
            Some(word) if self.read(word) == Some(id) => word.to_owned(),
            _ => id.to_string(),
        }
    }

    pub fn read(&self, text: &str) -> Option<Id> {
        if let Ok(id) = text.parse() {
            return Some(id);
        }
        let mut meant = self.0.iter().filter(|(_, word)| word == text && word != NOBODY && !word.is_empty());
        let (id, _) = meant.next()?;
        meant.next().is_none().then_some(*id)
    }
}

/// Letters and digits, in small letters, with a hyphen for all that is between them.
fn word(name: &str) -> String {
    let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
