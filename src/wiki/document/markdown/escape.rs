//! Text that markdown takes as text.

use std::fmt::Write;

/// Characters that cannot stand in a line of markdown.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\u{b}' | '\u{c}' => ' ',
            '\0' => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// Text within a line. In a table a `|` ends the cell whatever stands before it.
pub(super) fn text(text: &str, in_table: bool) -> String {
    let plain = plain(text);
    let mut escaped = String::with_capacity(plain.len() + 8);
    let mut before = None;
    let mut rest = plain.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let alphanumeric = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match c {
            '\\' | '*' | '`' | '[' | ']' | '<' | '$' | '~' => escaped.extend(['\\', c]),
            '_' if !(alphanumeric(before) && alphanumeric(next)) => escaped.push_str("\\_"),
            '&' if alphanumeric(next) || next == Some('#') => escaped.push_str("\\&"),
            '!' if next.is_none() => escaped.push_str("\\!"),
            '|' if in_table => escaped.push_str("&#124;"),
            c => escaped.push(c),
        }
        before = Some(c);
    }
    escaped
}

/// A paragraph of which no line begins something else: a list, a quote, a heading, a table.
pub(super) fn paragraph(text: &str) -> String {
    text.trim_matches(is_space)
        .split('\n')
        .map(|line| line_start(line.trim_start_matches(is_space)))
        .collect::<Vec<_>>()
        .join("\n")
}

fn line_start(line: &str) -> String {
    if line.starts_with(['#', '>', '-', '+', '=', '|', ':']) {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.split_at(digits) {
        (number, rest) if (1..=9).contains(&digits) && rest.starts_with(['.', ')']) => format!("{number}\\{rest}"),
        _ => line.to_owned(),
    }
}

/// The text of a heading: a `#` at its end would be taken for the end of it.
pub(super) fn heading(text: &str) -> String {
    let text = text.trim_matches(is_space);
    match text.strip_suffix('#') {
        Some(before) => format!("{before}\\#"),
        None => text.to_owned(),
    }
}

/// The spaces that a parser takes away.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}')
}

/// The address of a link.
pub(super) fn address(address: &str, in_table: bool) -> String {
    let mut escaped = String::with_capacity(address.len());
    let mut bare = !address.starts_with('<');
    for c in address.chars() {
        match c {
            '\n' | '\r' | '\t' | '\0' => _ = write!(escaped, "%{:02X}", u32::from(c)),
            '|' if in_table => escaped.push_str("&#124;"),
            '\\' | '<' | '>' | '(' | ')' | '&' | '*' | '_' | '`' | '[' | ']' | '$' | '~' => {
                bare &= !matches!(c, '<' | '>');
                if c == '_' || (c == '&' && !address.contains(';')) {
                    escaped.push(c);
                } else {
                    escaped.extend(['\\', c]);
                }
            }
            c => {
                bare &= !c.is_whitespace() && !c.is_control();
                escaped.push(c);
            }
        }
    }
    if bare { escaped } else { format!("<{escaped}>") }
}

/// The title of a link, with the space before it.
pub(super) fn title(title: Option<&str>, in_table: bool) -> String {
    match title.map(plain) {
        Some(title) if !title.trim().is_empty() => {
            let escaped: String = title
                .chars()
                .flat_map(|c| match c {
                    '|' if in_table => "&#124;".chars().collect::<Vec<_>>(),
                    '"' | '\\' | '&' | '<' | '`' | '*' | '[' | ']' | '$' | '~' => vec!['\\', c],
                    c => vec![c],
                })
                .collect();
            format!(" \"{escaped}\"")
        }
        _ => String::new(),
    }
}

/// The value of an attribute of HTML.
pub(super) fn attribute(value: &str) -> String {
    plain(value).replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// As many of a sign as are needed to enclose text with that sign in it.
pub(super) fn fence(sign: char, least: usize, text: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == sign { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let count = if longest >= least { longest + 1 } else { least };
    std::iter::repeat_n(sign, count).collect()
}

/// A span of code.
pub(super) fn code(text: &str, in_table: bool) -> String {
    let text = plain(text);
    if in_table && text.contains('|') {
        if text.contains('\\') {
            return self::text(&text, true);
        }
        return span_of(&text.replace('|', "\\|"));
    }
    span_of(&text)
}

fn span_of(text: &str) -> String {
    let fence = fence('`', 1, text);
    let blank = text.trim_matches(' ').is_empty();
    let wide = text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' '));
    let pad = if wide && !blank { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}
