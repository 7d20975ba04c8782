//! The checklist of a task: small steps in an order, each done or not.

use crate::{Error, Result, ids::ChecklistItemId, text};
use serde::{Deserialize, Serialize};

/// How many items a task has at most.
pub const MOST_ITEMS: usize = 200;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ChecklistItem {
    pub id: ChecklistItemId,
    pub text: String,
    pub done: bool,
    /// Rises when the text changes. Ticking and moving do not collide with somebody who writes.
    pub version: i32,
}

/// How many of several are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Progress {
    pub done: i32,
    pub total: i32,
}

/// An item that is still to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewItem {
    pub text: String,
    pub done: bool,
}

pub fn parse_text(text: &str) -> Result<String> {
    text::line("text", text, 500)
}

/// One item a line. What a list in another document begins its lines with is left out, and a ticked
/// box of markdown is a ticked item.
pub fn parse_items(text: &str) -> Result<Vec<NewItem>> {
    let items: Vec<NewItem> = text
        .lines()
        .map(bare)
        .filter(|(line, _)| !line.is_empty())
        .map(|(line, done)| item(line, done))
        .collect::<Result<_>>()?;
    match items.len() {
        0 => Err(Error::invalid("text", "Please write something first.")),
        n if n > MOST_ITEMS => Err(Error::invalid("text", format!("A checklist has at most {MOST_ITEMS} items."))),
        _ => Ok(items),
    }
}

fn item(line: &str, done: bool) -> Result<NewItem> {
    Ok(NewItem { text: parse_text(line)?, done })
}

/// A line without the mark of its list, and whether its box is ticked.
fn bare(line: &str) -> (&str, bool) {
    let line = line.trim();
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let line = ["- ", "* ", "+ ", "\u{2022} "]
        .into_iter()
        .find_map(|mark| line.strip_prefix(mark))
        .or_else(|| numbered.strip_prefix(". ").filter(|_| numbered.len() < line.len()))
        .unwrap_or(line)
        .trim_start();
    for (mark, done) in [("[ ] ", false), ("[x] ", true), ("[X] ", true)] {
        if let Some(line) = line.strip_prefix(mark) {
            return (line.trim_start(), done);
        }
    }
    (line, false)
}

#[cfg(test)]
mod tests {
    use super::{MOST_ITEMS, parse_items};

    fn read(text: &str) -> Vec<(String, bool)> {
        parse_items(text).unwrap().into_iter().map(|item| (item.text, item.done)).collect()
    }

    #[test]
    fn every_line_is_an_item() {
        let pasted = "Buy paint\r\n\n  - Sand the door\n* [ ] Prime it\n- [x] Mask the glass\n2. Paint twice\n\u{2022} Clean up\n";
        let wanted = ["Buy paint", "Sand the door", "Prime it", "Mask the glass", "Paint twice", "Clean up"];
        let items = read(pasted);
        assert_eq!(items.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), wanted);
        assert_eq!(items.iter().filter(|(_, done)| *done).count(), 1);
    }

    #[test]
    fn what_only_looks_like_a_mark_stays() {
        for text in ["-5 degrees", "2.5 l of paint", "3 brushes", ". dot", "[y] sure", "*bold* move"] {
            assert_eq!(read(text), [(text.to_owned(), false)]);
        }
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        assert!(parse_items(" \n \n").is_err());
        assert!(parse_items(&"x\n".repeat(MOST_ITEMS)).is_ok());
        assert!(parse_items(&"x\n".repeat(MOST_ITEMS + 1)).is_err());
        assert!(parse_items(&"x".repeat(501)).is_err());
    }
}
