//! The shape of `schema.json`.

use super::{Attribute, Expression, Kind, Mark, Node, Schema};
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;

static TEXT: &str = include_str!("../schema.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemaFile {
    version: u32,
    #[serde(borrow)]
    nodes: BTreeMap<&'static str, NodeFile>,
    #[serde(borrow)]
    marks: BTreeMap<&'static str, MarkFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NodeFile {
    content: Option<&'static str>,
    #[serde(default)]
    group: &'static str,
    marks: Option<&'static str>,
    #[serde(default, borrow)]
    attributes: BTreeMap<&'static str, AttributeFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MarkFile {
    excludes: Option<&'static str>,
    #[serde(default)]
    overlaps: bool,
    #[serde(default, borrow)]
    attributes: BTreeMap<&'static str, AttributeFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttributeFile {
    r#type: &'static str,
    default: Json,
    least: Option<i64>,
    most: Option<i64>,
    #[serde(default)]
    one_of: Vec<&'static str>,
}

pub(super) fn read() -> Result<Schema, String> {
    let file: SchemaFile = serde_json::from_str(TEXT).map_err(|error| error.to_string())?;
    let nodes =
        file.nodes.into_iter().map(|(name, node)| Ok((name, node.read(name)?))).collect::<Result<_, String>>()?;
    let marks =
        file.marks.into_iter().map(|(name, mark)| Ok((name, mark.read(name)?))).collect::<Result<_, String>>()?;
    Ok(Schema { version: file.version, nodes, marks })
}

fn attributes(files: BTreeMap<&'static str, AttributeFile>) -> Result<BTreeMap<&'static str, Attribute>, String> {
    files.into_iter().map(|(name, file)| Ok((name, file.read()?))).collect()
}

impl NodeFile {
    fn read(self, name: &'static str) -> Result<Node, String> {
        if self.marks.is_some_and(|marks| !marks.is_empty()) {
            return Err(format!("{name}: either all marks or none are known here"));
        }
        Ok(Node {
            name,
            content: self.content.map(Expression::parse).transpose()?,
            groups: self.group.split_whitespace().collect(),
            marked: self.marks.is_none(),
            attributes: attributes(self.attributes)?,
        })
    }
}

impl MarkFile {
    fn read(self, name: &'static str) -> Result<Mark, String> {
        let alone = match self.excludes {
            None => false,
            Some("_") => true,
            Some(other) => return Err(format!("{name}: excluding {other:?} is not known here")),
        };
        Ok(Mark { name, alone, overlaps: self.overlaps, attributes: attributes(self.attributes)? })
    }
}

impl AttributeFile {
    fn read(self) -> Result<Attribute, String> {
        let kind = match self.r#type {
            "integer" => Kind::Integer { least: self.least.unwrap_or(i64::MIN), most: self.most.unwrap_or(i64::MAX) },
            "boolean" => Kind::Boolean,
            "text" => Kind::Text { one_of: self.one_of },
            "widths" => Kind::Widths,
            other => return Err(format!("attributes of type {other:?} are not known here")),
        };
        let default = kind.default_of(&self.default)?;
        Ok(Attribute { kind, default })
    }
}
