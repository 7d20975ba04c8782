//! Text that people enter, checked at the edge.

use crate::{Error, Result};

/// One line: trimmed, without control characters, 1 to `most` characters.
pub fn line(field: &str, text: &str, most: usize) -> Result<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().any(char::is_control) {
        return Err(Error::invalid(field, "Please leave out control characters."));
    }
    if text.chars().any(turns_around) {
        return Err(Error::invalid(field, "Please leave out characters that turn the direction of text around."));
    }
    match text.chars().count() {
        0 => Err(Error::invalid(field, "Please fill this in.")),
        n if n > most => Err(Error::invalid(field, format!("At most {most} characters, please. This has {n}."))),
        _ if text.chars().all(is_unseen) => Err(Error::invalid(field, "Please fill this in.")),
        _ => Ok(text),
    }
}

/// What makes the words after it, of others too, be read in another order than they are written.
pub(crate) fn turns_around(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What takes no ink: of use between other characters, but no name by itself.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}')
        || matches!(c, '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{3164}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
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

/// Text for a cell of a table. A spreadsheet takes what begins with one of these signs for a formula, and runs it;
/// an apostrophe before it says that it is text.
pub fn cell(text: &str) -> std::borrow::Cow<'_, str> {
    const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    if text.starts_with(FORMULA) { format!("'{text}").into() } else { text.into() }
}

/// As names are compared: in small letters, and Latin ones without their accents.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => folded.push('c'),
            'ď' | 'đ' => folded.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => folded.push('g'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => folded.push('i'),
            'ķ' => folded.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => folded.push('o'),
            'ŕ' | 'ř' => folded.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => folded.push('s'),
            'ţ' | 'ť' | 'ț' => folded.push('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            // Accents that come after their letter.
            '\u{300}'..='\u{36f}' => {}
            c => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::{fold, line};

    #[test]
    fn names_are_compared_without_their_accents() {
        for (name, folded) in [("Zoë", "zoe"), ("ÅSA", "asa"), ("Groß", "gross"), ("Ana\u{301}", "ana"), ("陈", "陈")]
        {
            assert_eq!(fold(name), folded);
        }
    }

    #[test]
    fn a_name_can_be_seen_and_turns_nothing_around() {
        for bad in
            ["", " ", "\u{200b}", "\u{200d}\u{2060} \u{feff}", "\u{3164}", "Ann \u{202e}renwO", "\u{2067}Ann", "a\0b"]
        {
            assert!(line("name", bad, 100).is_err(), "{bad:?}");
        }
        for good in [
            "Ann",
            "\u{1f469}\u{200d}\u{1f4bb}",
            "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
            "\u{5d0}\u{200f} b",
        ] {
            assert_eq!(line("name", good, 100).as_deref(), Ok(good));
        }
    }
}
