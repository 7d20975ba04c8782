//! Marks as formats of a Yjs text.

use crate::wiki::document::{
    Misfit,
    misfit::Named,
    node::Mark,
    schema::{Mark as Kind, Value, schema},
};
use data_encoding::BASE64;
use sha2::{Digest, Sha256};
use std::{collections::HashMap, sync::Arc};
use yrs::{Any, types::Attrs};

/// The formats of text with these marks.
pub(super) fn formats(marks: &[Mark]) -> Attrs {
    marks.iter().map(format).collect()
}

/// What one mark is called, and its value. The value has the attributes that are nothing too, as the editor's has: it
/// would else write it again.
pub(super) fn format(mark: &Mark) -> (Arc<str>, Any) {
    let name = match mark {
        Mark::Comment { thread } => format!("comment--{}", hash_of_comment(thread)).into(),
        mark => mark.name().into(),
    };
    let text = |text: &str| Any::String(text.into());
    let attributes: HashMap<String, Any> = match mark {
        Mark::Comment { thread } => [("thread".to_owned(), text(thread))].into(),
        Mark::Link { href, title } => {
            [("href".to_owned(), text(href)), ("title".to_owned(), title.as_deref().map_or(Any::Null, text))].into()
        }
        _ => HashMap::new(),
    };
    (name, Any::Map(Arc::new(attributes)))
}

/// The hash that the editor appends to the name of a comment's mark: six bytes, folded from the SHA-256 of the mark
/// as lib0 encodes `{"type":"comment","attrs":{"thread":".."}}`.
fn hash_of_comment(thread: &str) -> String {
    const OBJECT: u8 = 118;
    const TEXT: u8 = 119;
    let mut bytes = vec![OBJECT, 2];
    push_text(&mut bytes, "type");
    bytes.push(TEXT);
    push_text(&mut bytes, "comment");
    push_text(&mut bytes, "attrs");
    bytes.extend([OBJECT, 1]);
    push_text(&mut bytes, "thread");
    bytes.push(TEXT);
    push_text(&mut bytes, thread);
    let mut folded = [0; 6];
    for (at, byte) in Sha256::digest(&bytes).iter().enumerate() {
        folded[at % 6] ^= byte;
    }
    BASE64.encode(&folded)
}

fn push_text(bytes: &mut Vec<u8>, text: &str) {
    let mut length = text.len();
    while length > 127 {
        bytes.push(0x80 | (length & 0x7f).to_le_bytes()[0]);
        length >>= 7;
    }
    bytes.push(length.to_le_bytes()[0]);
    bytes.extend(text.as_bytes());
}

/// The marks that these formats mean, sorted, each once.
pub(super) fn read(formats: &Attrs) -> Result<Vec<Mark>, Misfit> {
    let mut marks = Vec::with_capacity(formats.len());
    for (name, value) in formats {
        if let Some((kind, attributes)) = attributes(name, value)? {
            marks.push(mark(kind, attributes));
        }
    }
    marks.sort();
    marks.dedup();
    Ok(marks)
}

type Read = (&'static Kind, HashMap<&'static str, Value>);

/// The kind of a format and its attributes. None: a format that is taken away.
pub(super) fn attributes(name: &str, value: &Any) -> Result<Option<Read>, Misfit> {
    let kind = kind(name).ok_or_else(|| Misfit::Mark(Named::new(name)))?;
    let values = match value {
        Any::Null => return Ok(None),
        Any::Map(values) => values,
        _ => return Err(Misfit::MarkType(kind.name)),
    };
    let mut attributes = HashMap::new();
    for (name, value) in values.iter() {
        let (name, attribute) =
            kind.attribute(name).ok_or_else(|| Misfit::Attribute { node: kind.name, name: Named::new(name) })?;
        let value = attribute.read(value).map_err(|()| Misfit::MarkType(kind.name))?;
        attributes.extend(value.map(|value| (name, value)));
    }
    Ok(Some((kind, attributes)))
}

/// Looks past the hash of a mark that may overlap.
fn kind(name: &str) -> Option<&'static Kind> {
    let bare = name.len().checked_sub(10).and_then(|end| {
        let (bare, hash) = (name.get(..end)?, name.get(end..)?.strip_prefix("--")?);
        let in_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        hash.bytes().all(in_alphabet).then(|| schema().mark(bare)).flatten().filter(|mark| mark.overlaps)
    });
    bare.or_else(|| schema().mark(name))
}

fn mark(kind: &Kind, mut attributes: HashMap<&'static str, Value>) -> Mark {
    let mut text = |name| match attributes.remove(name) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    };
    match kind.name {
        "code" => Mark::Code,
        "highlight" => Mark::Highlight,
        "strike" => Mark::Strike,
        "underline" => Mark::Underline,
        "italic" => Mark::Italic,
        "bold" => Mark::Bold,
        "comment" => Mark::Comment { thread: text("thread").unwrap_or_default() },
        _ => Mark::Link { href: text("href").unwrap_or_default(), title: text("title") },
    }
}

#[cfg(test)]
mod tests {
    use super::{hash_of_comment, kind};

    #[test]
    fn the_hash_of_a_comment_is_the_one_that_the_editor_makes() {
        assert_eq!(hash_of_comment("t1"), "fSPIWfC9");
        assert_eq!(hash_of_comment("018f7a3e-0000-7000-8000-0123456789ab"), "TrRtvQ/j");
    }

    #[test]
    fn the_name_of_a_mark_is_what_stands_before_the_hash() {
        assert_eq!(kind("comment--abcd+/9=").unwrap().name, "comment");
        assert_eq!(kind("bold").unwrap().name, "bold");
        for name in
            ["bold--abcdefgh", "comment--abc", "comment--abcdefg!", "comments--abcdefgh", "--abcdefgh", "", "émph--a"]
        {
            assert!(kind(name).is_none(), "{name}");
        }
    }
}
