//! Text that people enter, checked at the edge.

use crate::{Error, Result};

/// One line: trimmed, without control characters, 1 to `most` characters.
pub fn line(field: &str, text: &str, most: usize) -> Result<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().any(char::is_control) {
        return Err(Error::invalid(field, "Please leave out control characters."));
    }
    match text.chars().count() {
        0 => Err(Error::invalid(field, "Please fill this in.")),
        n if n > most => Err(Error::invalid(field, format!("At most {most} characters, please. This has {n}."))),
        _ => Ok(text),
    }
}

/// One line that may be empty.
pub fn optional_line(field: &str, text: &str, most: usize) -> Result<String> {
    if text.trim().is_empty() { Ok(String::new()) } else { line(field, text, most) }
}

/// Several lines, 0 to `most` characters; NUL, which Postgres cannot store, is refused.
pub fn prose(field: &str, text: &str, most: usize) -> Result<String> {
    if text.contains('\0') {
        return Err(Error::invalid(field, "This text has a character that cannot be stored."));
    }
    let n = text.chars().count();
    if n > most {
        return Err(Error::invalid(field, format!("At most {most} characters, please. This has {n}.")));
    }
    Ok(text.trim_end().replace("\r\n", "\n"))
}
