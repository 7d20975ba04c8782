//! HTML that is made to keep a parser busy: how long reading takes grows with how deep elements lie in each other, and no
//! page that somebody wrote lies this deep.

use crate::wiki::document::{
    Document,
    node::{Block, Inline},
};
use html5ever::{ParseOpts, driver::parse_document, tendril::TendrilSink};
use scraper::{Html, HtmlTreeSink};

const MOST_DEEP: usize = 256;
/// So much is read between two looks, in bytes.
const PIECE: usize = 4096;

/// The elements of a text; none where they lie deeper in each other than on any page.
pub(super) fn parse(html: &str) -> Option<Html> {
    let mut parser = parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let mut rest = html;
    let mut seen = 0;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.ceil_char_boundary(PIECE));
        rest = after;
        parser.process(piece.into());
        let read = parser.tokenizer.sink.sink.0.borrow();
        for node in read.tree.nodes().skip(seen) {
            seen += 1;
            if node.ancestors().nth(MOST_DEEP).is_some() {
                return None;
            }
        }
    }
    Some(parser.finish())
}

/// What is left without tags.
pub(super) fn text_alone(html: &str) -> Document {
    let text: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let blocks: Vec<Block> = lines.map(|line| Block::Paragraph(vec![Inline::text(line)])).collect();
    if blocks.is_empty() { Document::empty() } else { Document { blocks } }
}
