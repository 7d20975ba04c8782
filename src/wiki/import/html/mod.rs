//! HTML of other tools as a document. What is known of headings, lists, tables, code, callouts, pictures and links
//! becomes that; of everything else the text stays.

mod block;
mod depth;
mod list;
mod table;
mod text;

#[cfg(test)]
mod tests;

use crate::wiki::document::{
    Document,
    node::{Block, Inline, Mark},
};
use scraper::{ElementRef, Html, Selector};

/// What lies deeper than this is read as if it were not nested further.
const MOST_NESTED: usize = 30;
/// And of what lies deeper than this, only the text is read.
const MOST_DEEP: usize = 200;

/// A file of HTML.
#[derive(Debug)]
pub struct Read {
    /// What it calls itself.
    pub title: Option<String>,
    pub document: Document,
}

/// Reads the parts that the first of these selectors finds which finds any, or else the whole body.
pub fn read(html: &str, bodies: &[&str], titles: &[&str]) -> Read {
    let Some(html) = depth::parse(html) else {
        return Read { title: None, document: depth::text_alone(html) };
    };
    let title = titles
        .iter()
        .find_map(|title| find(&html, title).into_iter().next())
        .map(|title| text_of(title))
        .filter(|title| !title.is_empty());
    let parts = bodies.iter().map(|body| find(&html, body)).find(|parts| !parts.is_empty());
    let parts = parts.unwrap_or_else(|| find(&html, "body"));
    let mut writer = Writer::default();
    for part in parts {
        writer.children(part, 0);
        writer.flush();
    }
    Read { title, document: Document { blocks: writer.finish() } }
}

/// A link in a list of lists, and how deep it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub depth: usize,
    pub title: String,
    pub address: String,
}

/// The links of the first thing that the selector finds, each as deep as it lies in lists.
pub fn listed(html: &str, within: &str) -> Vec<Listed> {
    let Some(html) = depth::parse(html) else { return Vec::new() };
    let mut listed = Vec::new();
    for part in find(&html, within) {
        for link in part.descendent_elements().filter(|element| element.value().name() == "a") {
            let Some(address) = link.value().attr("href") else { continue };
            let lists = link.ancestors().filter_map(ElementRef::wrap).filter(|above| is_list(above)).count();
            if let Some(depth) = lists.checked_sub(1) {
                listed.push(Listed { depth, title: text_of(link), address: address.to_owned() });
            }
        }
    }
    listed
}

fn is_list(element: &ElementRef<'_>) -> bool {
    matches!(element.value().name(), "ul" | "ol")
}

fn find<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(selector).map(|selector| html.select(&selector).collect()).unwrap_or_default()
}

/// The first element below this one that fits.
fn first<'a>(within: ElementRef<'a>, fits: impl Fn(&ElementRef<'a>) -> bool) -> Option<ElementRef<'a>> {
    within.descendent_elements().skip(1).find(fits)
}

fn has_class(element: &ElementRef<'_>, class: &str) -> bool {
    element.value().classes().any(|own| own == class)
}

/// All text in an element, on one line.
fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Blocks that are done, and the line that is being written.
#[derive(Debug, Default)]
struct Writer {
    blocks: Vec<Block>,
    line: Vec<Inline>,
    marks: Vec<Mark>,
    /// In how many quotes, lists and tables it is.
    nested: usize,
}

impl Writer {
    /// What lies in an element, by itself.
    fn inner(&self, element: ElementRef<'_>, depth: usize) -> Vec<Block> {
        let mut inner = Self { nested: self.nested + 1, ..Self::default() };
        inner.children(element, depth);
        inner.finish()
    }

    /// At least a paragraph.
    fn finish(mut self) -> Vec<Block> {
        self.flush();
        if self.blocks.is_empty() {
            self.blocks.push(Block::Paragraph(Vec::new()));
        }
        self.blocks
    }

    fn push(&mut self, block: Block) {
        self.flush();
        self.blocks.push(block);
    }

    /// The line so far is a paragraph.
    fn flush(&mut self) {
        let line = self.take_line();
        if !line.is_empty() {
            self.blocks.push(Block::Paragraph(line));
        }
    }
}
