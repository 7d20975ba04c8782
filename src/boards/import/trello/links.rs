//! Links from card to card. They lead back to Trello; here a card is named instead.

use std::{borrow::Cow, collections::HashMap};

const START: &str = "https://trello.com/c/";

/// The names of cards, by their short links.
pub type CardNames = HashMap<String, String>;

/// The text with the name of a card in the place of each link to one of these cards.
pub fn name_cards<'a>(text: &'a str, names: &CardNames) -> Cow<'a, str> {
    if !text.contains(START) {
        return Cow::Borrowed(text);
    }
    let mut named = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(START) {
        let (before, link) = rest.split_at(at);
        let tail = &link[START.len()..];
        let tail = tail[..tail.find(is_outside).unwrap_or(tail.len())].trim_end_matches('.');
        let short = tail.split('/').next().unwrap_or_default();
        let (address, after) = link.split_at(START.len() + tail.len());
        rest = after;
        match names.get(short) {
            None => named.extend([before, address]),
            Some(name) => {
                // What Trello makes of a pasted link: `[address](address "smartCard-inline")`.
                let doubled = before.strip_suffix('[').zip(smart_card(after, address));
                let (before, after) = doubled.unwrap_or((before, after));
                named.extend([before, "\u{201c}", name, "\u{201d}"]);
                rest = after;
            }
        }
    }
    named.push_str(rest);
    Cow::Owned(named)
}

/// What cannot be part of an address in a text.
fn is_outside(c: char) -> bool {
    !(c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '%' | '.' | '#'))
}

/// What comes after the rest of a doubled link.
fn smart_card<'a>(after: &'a str, address: &str) -> Option<&'a str> {
    let rest = after.strip_prefix("](")?.strip_prefix(address)?;
    let end = rest.find(')')?;
    rest[..end].chars().all(|c| c != '\n').then(|| &rest[end + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_cards_of_the_board_become_their_names() {
        let names = CardNames::from([("AbCd1234".to_owned(), "Paint the fence".to_owned())]);
        for (text, expected) in [
            (
                "see https://trello.com/c/AbCd1234/12-paint-the-fence, please",
                "see \u{201c}Paint the fence\u{201d}, please",
            ),
            ("https://trello.com/c/AbCd1234.", "\u{201c}Paint the fence\u{201d}."),
            (
                "a [https://trello.com/c/AbCd1234/1-x](https://trello.com/c/AbCd1234/1-x \"smartCard-inline\") b",
                "a \u{201c}Paint the fence\u{201d} b",
            ),
            ("https://trello.com/c/Zz999999/1-other", "https://trello.com/c/Zz999999/1-other"),
            ("no link \u{1f469}", "no link \u{1f469}"),
        ] {
            assert_eq!(name_cards(text, &names), expected);
        }
    }
}
