//! Custom fields: what the tasks of one project say beside what every task says. A field has one kind for good; what
//! a task says in it is its [`Value`]. On the wire a value is text, in the one way in which it is written.

mod ask;
mod number;
#[cfg(test)]
mod tests;
mod value;
mod values;

pub use ask::Ask;
pub use number::Number;
pub use value::{Value, compare, show};
pub use values::{Values, say, unsay};

use crate::{
    Error, Result,
    ids::{FieldId, OptionId},
    text,
};
use serde::{Deserialize, Serialize};

/// How many fields a project has at most, those put aside among them.
pub const MOST_FIELDS: usize = 50;
/// How many choices a field has at most, those put aside among them.
pub const MOST_OPTIONS: usize = 100;
/// How many fields the cards of a board show at most.
pub const MOST_ON_CARD: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type, utoipa::ToSchema), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// One line.
    Text,
    /// A decimal number.
    Number,
    Date,
    /// One of the field's own choices.
    Select,
    /// Somebody who sees the project.
    Person,
    Checkbox,
    /// An address of the web.
    Link,
}

impl FieldKind {
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Number, Self::Date, Self::Select, Self::Person, Self::Checkbox, Self::Link];

    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::Select => "select",
            Self::Person => "person",
            Self::Checkbox => "checkbox",
            Self::Link => "link",
        }
    }

    /// As a heading or a choice says it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Number => "Number",
            Self::Date => "Date",
            Self::Select => "Choice",
            Self::Person => "Person",
            Self::Checkbox => "Checkbox",
            Self::Link => "Link",
        }
    }

    /// Whether tasks can be put in groups by it.
    pub fn groups(self) -> bool {
        matches!(self, Self::Select | Self::Person | Self::Checkbox)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Field {
    pub id: FieldId,
    pub name: String,
    pub kind: FieldKind,
    /// Byte order of ranks is the order of fields.
    pub rank: String,
    /// Of a select, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ssr", schema(required = false))]
    pub options: Vec<FieldOption>,
    /// The cards of the board show it.
    pub on_card: bool,
    /// Put aside, with what tasks say in it.
    pub archived: bool,
    pub version: i32,
}

/// A choice of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FieldOption {
    pub id: OptionId,
    pub name: String,
    /// 0 to 9.
    pub hue: i16,
    /// Tasks that have it keep it, and it is no longer offered.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "ssr", schema(required = false))]
    pub archived: bool,
}

impl Field {
    pub fn option(&self, id: OptionId) -> Option<&FieldOption> {
        self.options.iter().find(|option| option.id == id)
    }

    /// The choices that are offered.
    pub fn offered(&self) -> impl Iterator<Item = &FieldOption> {
        self.options.iter().filter(|option| !option.archived)
    }
}

/// A field to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewField {
    #[cfg_attr(feature = "ssr", schema(min_length = 1, max_length = 60))]
    pub name: String,
    pub kind: FieldKind,
    /// Of a select, at most 100.
    #[serde(default)]
    pub options: Vec<OptionEdit>,
}

/// What of a field is to change; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct FieldEdit {
    #[cfg_attr(feature = "ssr", schema(min_length = 1, max_length = 60))]
    pub name: Option<String>,
    /// At most three fields of a project are shown on cards.
    pub on_card: Option<bool>,
    /// All choices in order. One that is left out is gone, or put aside where a task has it.
    pub options: Option<Vec<OptionEdit>>,
}

/// A choice as it is to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OptionEdit {
    /// Which one it is; without it, a new one.
    #[serde(default)]
    pub id: Option<OptionId>,
    #[cfg_attr(feature = "ssr", schema(min_length = 1, max_length = 60))]
    pub name: String,
    /// 0 to 9.
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(minimum = 0, maximum = 9))]
    pub hue: i16,
}

pub fn parse_name(name: &str) -> Result<String> {
    text::line("name", name, 60)
}

/// The choices as they are to be, each named once.
pub fn parse_options(options: &[OptionEdit]) -> Result<Vec<OptionEdit>> {
    let mut parsed: Vec<OptionEdit> = Vec::new();
    for option in options {
        let name = text::line("options", &option.name, 60)?;
        if parsed.iter().any(|other| other.name.to_lowercase() == name.to_lowercase()) {
            return Err(Error::invalid("options", format!("There are two choices called {name}.")));
        }
        if parsed.iter().any(|other| other.id.is_some() && other.id == option.id) {
            return Err(Error::invalid("options", "A choice is named twice."));
        }
        if !(0..10).contains(&option.hue) {
            return Err(Error::invalid("options", "A colour is a number from 0 to 9."));
        }
        parsed.push(OptionEdit { id: option.id, name, hue: option.hue });
    }
    if parsed.len() > MOST_OPTIONS { Err(too_many_options()) } else { Ok(parsed) }
}

pub(super) fn too_many_options() -> Error {
    Error::invalid("options", format!("A field has at most {MOST_OPTIONS} choices."))
}
