//! Attributes of nodes and marks: their types, and their values in a Yjs document.

use serde_json::Value as Json;
use std::sync::Arc;
use yrs::{Any, Number};

/// What an attribute may be.
#[derive(Debug)]
pub struct Attribute {
    pub kind: Kind,
    /// None: nothing, which is stored as no attribute.
    pub(in crate::wiki::document) default: Option<Value>,
}

#[derive(Debug)]
pub enum Kind {
    Integer {
        least: i64,
        most: i64,
    },
    Boolean,
    /// Any text, or one of a few.
    Text {
        one_of: Vec<&'static str>,
    },
    /// Pixels of the columns that a cell stands in; 0 where nobody has chosen.
    Widths,
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::wiki::document) enum Value {
    Integer(i64),
    Boolean(bool),
    Text(String),
    Widths(Vec<u32>),
}

impl Attribute {
    /// The value as Yjs has it. Numbers out of range and words that are not among those known become what is nearest:
    /// they harm nobody, and an editor must not be stranded for them. Another type is an error.
    pub(in crate::wiki::document) fn read(&self, value: &Any) -> Result<Option<Value>, ()> {
        match (value, &self.kind) {
            (Any::Null | Any::Undefined, _) => Ok(self.default.clone()),
            (Any::Number(number), Kind::Integer { least, most }) => {
                Ok(Some(Value::Integer(whole(*number).ok_or(())?.clamp(*least, *most))))
            }
            (Any::Bool(yes), Kind::Boolean) => Ok(Some(Value::Boolean(*yes))),
            (Any::String(text), Kind::Text { one_of }) => {
                if one_of.is_empty() || one_of.contains(&&**text) {
                    Ok(Some(Value::Text(text.to_string())))
                } else {
                    Ok(self.default.clone())
                }
            }
            (Any::Array(widths), Kind::Widths) => Ok(Some(Value::Widths(
                widths.iter().map(width).collect::<Option<Vec<_>>>().filter(|widths| widths.len() <= 100).ok_or(())?,
            ))),
            _ => Err(()),
        }
    }
}

impl Kind {
    pub(super) fn default_of(&self, json: &Json) -> Result<Option<Value>, String> {
        match (self, json) {
            (_, Json::Null) => Ok(None),
            (Self::Integer { .. }, Json::Number(n)) => {
                n.as_i64().map(|n| Some(Value::Integer(n))).ok_or_else(|| format!("{n} is no integer"))
            }
            (Self::Boolean, Json::Bool(yes)) => Ok(Some(Value::Boolean(*yes))),
            (Self::Text { .. }, Json::String(text)) => Ok(Some(Value::Text(text.clone()))),
            _ => Err(format!("{json} is no default for {self:?}")),
        }
    }
}

impl Value {
    pub(in crate::wiki::document) fn to_any(&self) -> Any {
        match self {
            Self::Integer(n) => Any::from(*n),
            Self::Boolean(yes) => Any::Bool(*yes),
            Self::Text(text) => Any::String(Arc::from(text.as_str())),
            Self::Widths(widths) => Any::Array(widths.iter().map(|width| Any::from(i64::from(*width))).collect()),
        }
    }
}

/// The nearest integer. Browsers have no other numbers than those with a fraction.
#[expect(clippy::cast_possible_truncation, reason = "a float that is too large becomes the largest integer")]
fn whole(number: Number) -> Option<i64> {
    match number {
        Number::Int(n) => Some(n),
        Number::Float(n) if n.is_finite() => Some(n.round() as i64),
        Number::Float(_) => None,
    }
}

fn width(value: &Any) -> Option<u32> {
    match value {
        Any::Null => Some(0),
        Any::Number(number) => u32::try_from(whole(*number)?.clamp(0, 10_000)).ok(),
        _ => None,
    }
}
