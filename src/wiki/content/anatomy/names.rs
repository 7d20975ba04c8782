use super::{Flaw, count};
use crate::wiki::content::ROOT;
use serde_json::{Map, Value};
use std::{collections::HashMap, sync::LazyLock};
use yrs::{
    Any,
    encoding::read::Read,
    updates::decoder::{Decoder, DecoderV1},
};

/// What the schema calls things, and of which kinds the values of attributes are. An attribute is known by its name
/// alone: which element it is put on is not always said with it.
struct Names {
    nodes: Vec<String>,
    attributes: HashMap<String, Vec<Kind>>,
    marks: HashMap<String, HashMap<String, Kind>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Integer,
    Boolean,
    Widths,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(include_str!("../../document/schema.json")).unwrap_or_default();
    let nodes = schema["nodes"].as_object().cloned().unwrap_or_default();
    let marks = schema["marks"].as_object().cloned().unwrap_or_default();
    let mut attributes: HashMap<String, Vec<Kind>> = HashMap::new();
    for (name, kind) in nodes.values().flat_map(kinds) {
        attributes.entry(name).or_default().push(kind);
    }
    Names {
        nodes: nodes.keys().filter(|name| !["doc", "text"].contains(&name.as_str())).cloned().collect(),
        attributes,
        marks: marks.iter().map(|(name, mark)| (name.clone(), kinds(mark).collect())).collect(),
    }
});

fn kinds(node: &Value) -> impl Iterator<Item = (String, Kind)> + use<> {
    let attributes: Map<String, Value> = node["attributes"].as_object().cloned().unwrap_or_default();
    attributes.into_iter().map(|(name, attribute)| {
        let kind = match attribute["type"].as_str() {
            Some("integer") => Kind::Integer,
            Some("boolean") => Kind::Boolean,
            Some("widths") => Kind::Widths,
            _ => Kind::Text,
        };
        (name, kind)
    })
}

impl Kind {
    fn takes(self, value: &Any) -> bool {
        match (self, value) {
            (_, Any::Null | Any::Undefined)
            | (Self::Text, Any::String(_))
            | (Self::Integer, Any::Number(_))
            | (Self::Boolean, Any::Bool(_)) => true,
            (Self::Widths, Any::Array(widths)) => widths.iter().all(|width| Self::Integer.takes(width)),
            _ => false,
        }
    }
}

pub fn root(name: &str) -> Result<(), Flaw> {
    if name == ROOT { Ok(()) } else { Err(unknown("root", name)) }
}

/// Looks at what an item holds, and says how many numbers it takes, and how many values of attributes it has.
pub fn content(from: &mut DecoderV1<'_>, kind: u8, key: Option<&str>) -> Result<(u32, usize), Flaw> {
    match kind {
        1 => Ok((not_nothing(count(from)?)?, 0)),
        4 => {
            let text = from.read_string()?;
            let length = u32::try_from(text.encode_utf16().count()).map_err(|_| Flaw::Malformed)?;
            Ok((not_nothing(length)?, 0))
        }
        6 => {
            let name = from.read_key()?;
            let value = from.read_json()?;
            mark(&name, &value).map(|()| (1, 0))
        }
        7 => element(from).map(|()| (1, 0)),
        8 => {
            let length = count(from)?;
            let mut values = 0;
            for _ in 0..length {
                let value = scalar(from)?.map_or_else(|| list(from), Ok)?;
                values += 1;
                if let Any::Array(list) = &value {
                    values += list.len();
                }
                if let Some(key) = key {
                    attribute(key, &value)?;
                }
            }
            Ok((not_nothing(length)?, values))
        }
        2 | 3 | 5 | 9 => Err(unknown("kind of content", &kind.to_string())),
        _ => Err(Flaw::Malformed),
    }
}

/// A value of an attribute that is no list; nothing where one begins. The library reads lists within lists as deep as
/// somebody wrote them, which no stack holds.
fn scalar(from: &mut DecoderV1<'_>) -> Result<Option<Any>, Flaw> {
    const LIST: u8 = 117;
    Ok(Some(match from.read_u8()? {
        127 => Any::Undefined,
        126 => Any::Null,
        125 => Any::from(from.read_var::<i64>()?),
        124 => Any::from(f64::from(from.read_f32()?)),
        123 => Any::from(from.read_f64()?),
        122 => Any::from(from.read_i64()?),
        121 => Any::Bool(false),
        120 => Any::Bool(true),
        119 => Any::from(from.read_string()?),
        LIST => return Ok(None),
        other => return Err(unknown("kind of value", &other.to_string())),
    }))
}

/// No table has so many columns by far.
const LONGEST_LIST: u32 = 1000;

/// A list of values that are none. It takes many times as much when it is read as it does in an update.
fn list(from: &mut DecoderV1<'_>) -> Result<Any, Flaw> {
    let length = count(from)?;
    if length > LONGEST_LIST {
        return Err(unknown("kind of value", "long list"));
    }
    let item = |_| scalar(from)?.ok_or_else(|| unknown("kind of value", "list of lists"));
    (0..length).map(item).collect::<Result<Vec<Any>, Flaw>>().map(Any::from)
}

fn not_nothing(length: u32) -> Result<u32, Flaw> {
    if length == 0 { Err(Flaw::Malformed) } else { Ok(length) }
}

fn element(from: &mut DecoderV1<'_>) -> Result<(), Flaw> {
    const ELEMENT: u8 = 3;
    const TEXT: u8 = 6;
    match from.read_type_ref()? {
        TEXT => Ok(()),
        ELEMENT => {
            let name = from.read_key()?;
            let known = NAMES.nodes.iter().any(|node| **node == *name);
            if known { Ok(()) } else { Err(unknown("node", &name)) }
        }
        other => Err(unknown("type", &other.to_string())),
    }
}

fn attribute(name: &str, value: &Any) -> Result<(), Flaw> {
    let kinds = NAMES.attributes.get(name).ok_or_else(|| unknown("attribute", name))?;
    if kinds.iter().any(|kind| kind.takes(value)) { Ok(()) } else { Err(unknown("value of", name)) }
}

/// A mark that may overlap itself carries a hash after its name.
fn mark(name: &str, value: &Any) -> Result<(), Flaw> {
    let base = name.split_once("--").map_or(name, |(base, _)| base);
    let attributes = NAMES.marks.get(base).ok_or_else(|| unknown("mark", name))?;
    match value {
        Any::Null => Ok(()),
        Any::Map(values) => values.iter().try_for_each(|(key, value)| match attributes.get(key) {
            Some(kind) if kind.takes(value) => Ok(()),
            _ => Err(unknown("attribute", key)),
        }),
        _ => Err(unknown("value of", name)),
    }
}

fn unknown(what: &str, name: &str) -> Flaw {
    Flaw::Unknown(format!("{what} {}", name.chars().take(40).collect::<String>()))
}
