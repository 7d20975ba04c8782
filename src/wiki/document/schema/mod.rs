//! The description of what a page may hold, read once from `schema.json`.

mod attribute;
mod expression;
mod file;
mod valid;

pub use attribute::{Attribute, Kind};
pub use valid::validate;

pub(super) use attribute::Value;

use expression::Expression;
use std::{collections::BTreeMap, sync::LazyLock};

/// The version that clients and servers compare. It rises when an older editor would not understand a page.
pub static SCHEMA_VERSION: LazyLock<u32> = LazyLock::new(|| schema().version);

/// What a page may hold.
#[derive(Debug)]
pub struct Schema {
    pub version: u32,
    nodes: BTreeMap<&'static str, Node>,
    marks: BTreeMap<&'static str, Mark>,
}

/// A kind of node.
#[derive(Debug)]
pub struct Node {
    pub name: &'static str,
    /// None: it has no children.
    content: Option<Expression>,
    groups: Vec<&'static str>,
    /// Whether the text in it may have marks.
    marked: bool,
    attributes: BTreeMap<&'static str, Attribute>,
}

/// A kind of mark.
#[derive(Debug)]
pub struct Mark {
    pub name: &'static str,
    /// No other mark may be at the same place.
    pub alone: bool,
    /// Several of them may be at the same place, with different attributes.
    pub overlaps: bool,
    attributes: BTreeMap<&'static str, Attribute>,
}

impl Schema {
    pub fn node(&self, name: &str) -> Option<&Node> {
        self.nodes.get(name)
    }

    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.values()
    }

    pub fn mark(&self, name: &str) -> Option<&Mark> {
        self.marks.get(name)
    }

    pub fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.marks.values()
    }
}

impl Node {
    pub fn attribute(&self, name: &str) -> Option<(&'static str, &Attribute)> {
        self.attributes.get_key_value(name).map(|(name, attribute)| (*name, attribute))
    }

    pub fn attributes(&self) -> impl Iterator<Item = (&'static str, &Attribute)> {
        self.attributes.iter().map(|(name, attribute)| (*name, attribute))
    }

    /// The text in it may have marks.
    pub fn takes_marks(&self) -> bool {
        self.marked
    }

    /// It holds text, not blocks.
    pub fn is_textual(&self) -> bool {
        self.content.as_ref().is_some_and(Expression::is_textual)
    }
}

impl Mark {
    pub fn attribute(&self, name: &str) -> Option<(&'static str, &Attribute)> {
        self.attributes.get_key_value(name).map(|(name, attribute)| (*name, attribute))
    }

    pub fn attributes(&self) -> impl Iterator<Item = (&'static str, &Attribute)> {
        self.attributes.iter().map(|(name, attribute)| (*name, attribute))
    }
}

/// The schema of this program.
#[expect(clippy::expect_used, reason = "the file is a part of the program, and every test of this module reads it")]
pub fn schema() -> &'static Schema {
    static SCHEMA: LazyLock<Schema> = LazyLock::new(|| file::read().expect("schema.json describes a schema"));
    &SCHEMA
}
