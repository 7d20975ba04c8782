//! HTML that is made to keep a parser busy: how long reading takes grows with how deep elements lie in each other, and no
//! page that somebody wrote lies this deep.

use crate::wiki::document::{
    Document,
    node::{Block, Inline},
};

const MOST_OPEN: usize = 256;

/// Elements that hold nothing, or that the next of their kind ends.
const SHALLOW: [&str; 27] = [
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "optgroup", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// Whether more elements are open somewhere than a page has.
pub(super) fn is_too_deep(html: &str) -> bool {
    let mut open = 0_usize;
    for tag in html.split('<').skip(1) {
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if name.is_empty() || SHALLOW.iter().any(|shallow| name.eq_ignore_ascii_case(shallow)) {
            continue;
        }
        open = if closes { open.saturating_sub(1) } else { open + 1 };
        if open > MOST_OPEN {
            return true;
        }
    }
    false
}

/// What is left without tags.
pub(super) fn text_alone(html: &str) -> Document {
    let text: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let blocks: Vec<Block> = lines.map(|line| Block::Paragraph(vec![Inline::text(line)])).collect();
    if blocks.is_empty() { Document::empty() } else { Document { blocks } }
}
