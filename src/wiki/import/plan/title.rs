//! What a page is called: by its front matter, by its first heading, which then is not repeated in the text, or by its
//! file.

use crate::wiki::document::{Document, markdown, node::Block, text as words};

const MOST: usize = 200;

/// The text of a file, and whether it is sure how it is to be read.
pub fn text(bytes: &[u8]) -> (String, bool) {
    let wide = |rest: &[u8], of: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|pair| of([pair[0], pair[1]]));
        (char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect(), true)
    };
    let (text, sure): (String, bool) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (String::from_utf8_lossy(rest).into_owned(), true),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), true),
            Err(_) => (bytes.iter().map(|byte| char::from(*byte)).collect(), false),
        },
    };
    (text.replace("\r\n", "\n").replace('\0', "\u{fffd}"), sure)
}

/// A title as it can be stored: one line, nothing unseen, at most 200 characters.
pub fn clean(title: &str) -> String {
    let seen: String = title
        .chars()
        .filter(|c| !crate::text::turns_around(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(MOST).collect();
    crate::wiki::page::parse_title(cut.trim_end()).unwrap_or_default()
}

/// The title and the text of a file of markdown: `said` is the title of its front matter, `text` what comes after that.
pub fn of_markdown(said: Option<&str>, text: &str, name: &str) -> (String, Document) {
    match (said, take(markdown::read(text), said)) {
        (Some(said), (_, document)) => (said.to_owned(), document),
        (None, (Some(title), document)) => (title, document),
        (None, (None, document)) => (name.to_owned(), document),
    }
}

/// Takes the heading out that says the title, when it fits as one. Of a document with another title it is just that
/// title, said again.
pub fn take(mut document: Document, said: Option<&str>) -> (Option<String>, Document) {
    let at = document.blocks.iter().position(|block| matches!(block, Block::Heading { .. }));
    let Some(at) = at else { return (None, document) };
    let said_here = match &document.blocks[at] {
        Block::Heading { level, content } if at == 0 || *level == 1 => words::line(content),
        _ => return (None, document),
    };
    let title = clean(&said_here);
    let fits =
        said_here.trim().chars().count() <= MOST && !title.is_empty() && said.is_none_or(|said| clean(said) == title);
    if !fits {
        return (None, document);
    }
    document.blocks.remove(at);
    if document.blocks.is_empty() {
        document = Document::empty();
    }
    (Some(title), document)
}

/// What cannot be read otherwise, sign by sign.
pub fn verbatim(source: &str) -> Document {
    Document { blocks: vec![Block::Code { language: None, text: source.to_owned() }] }
}
