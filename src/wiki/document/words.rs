//! Words of a text, in any script.

/// The text in pieces that a difference keeps whole: a word, a character of a script without spaces, a run of spaces,
/// any other sign.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<(char, Class)> = None;
    for (at, c) in text.char_indices() {
        let class = class(c);
        if before.is_some_and(|(last, of)| !joins(last, of, class)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        // What combines with the character before takes its class.
        before = Some((c, if class == Class::Mark { before.map_or(Class::Other, |(_, of)| of) } else { class }));
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

/// The words alone. In Chinese, Japanese and Thai each character counts as one, as other editors count.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter(|piece| piece.chars().any(char::is_alphanumeric))
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Word,
    Space,
    /// A character that is a word by itself.
    Alone,
    /// It belongs to the character before.
    Mark,
    Other,
}

fn class(c: char) -> Class {
    match c {
        c if c.is_whitespace() => Class::Space,
        '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => {
            Class::Mark
        }
        '\u{e00}'..='\u{e7f}'
        | '\u{2e80}'..='\u{2fff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}' => Class::Alone,
        c if c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '_') => Class::Word,
        _ => Class::Other,
    }
}

fn joins(last: char, before: Class, class: Class) -> bool {
    class == Class::Mark || last == '\u{200d}' || (before == class && matches!(class, Class::Word | Class::Space))
}

#[cfg(test)]
mod tests {
    use super::{pieces, words};

    #[test]
    fn words_are_counted_in_any_script() {
        let count = |text| words(text).count();
        assert_eq!(count("It's 3 o\u{2019}clock \u{2014} really."), 4);
        assert_eq!(count("\u{4f60}\u{597d}\u{ff0c}\u{4e16}\u{754c}"), 4);
        assert_eq!(
            count("caf\u{65}\u{301} \u{43f}\u{440}\u{438}\u{432}\u{435}\u{442} \u{645}\u{631}\u{62d}\u{628}\u{627}"),
            3
        );
        assert_eq!(count("  \n \u{1f600} -- '' "), 0);
    }

    #[test]
    fn pieces_lose_nothing_and_keep_what_belongs_together() {
        let text = "a  b,c \u{1f468}\u{200d}\u{1f469}! \u{65e5}\u{672c}e\u{301}";
        assert_eq!(pieces(text).concat(), text);
        assert_eq!(
            pieces(text),
            ["a", "  ", "b", ",", "c", " ", "\u{1f468}\u{200d}\u{1f469}", "!", " ", "\u{65e5}", "\u{672c}", "e\u{301}"]
        );
    }
}
