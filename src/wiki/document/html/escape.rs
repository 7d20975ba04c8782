//! Text in HTML.

use crate::text::turns_around;

/// Text between tags.
pub fn text(text: &str) -> String {
    escaped(text)
}

/// The value of an attribute, between double quotes.
pub fn attribute(value: &str) -> String {
    escaped(value)
}

/// A name in the midst of other text, which must not turn that around.
pub fn name(text: &str) -> String {
    escaped(&text.chars().filter(|c| !turns_around(*c)).collect::<String>())
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Postgres cannot store it, and browsers replace it.
            '\0' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
