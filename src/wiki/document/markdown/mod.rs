//! A document as markdown (CommonMark with GitHub's tables, task lists, strikethrough, alerts and maths), and back.
//!
//! Markdown says less than a document. What is written from one that was read from markdown reads as the same again;
//! the first pass normalises, and loses no text: marks that markdown lacks become HTML tags (`<u>`, `<mark>`), HTML
//! that is none of those becomes code, a table's cells become lines of text, threads of comments stay behind.

mod block;
mod escape;
mod line;
mod reader;
mod span;
mod table;
mod tags;

#[cfg(test)]
pub(super) mod book;
#[cfg(test)]
mod tests;

pub use reader::read;

use super::{Document, node::Reference};

/// Something of the workspace that a document names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named<'a> {
    Person(&'a Reference),
    Page(&'a Reference),
    Task(&'a Reference),
}

/// What a link to it says, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub text: String,
    pub address: String,
}

/// As markdown that [`read`] understands: what is named is a link with its id (`person:`, `page:`, `task:`).
pub fn write(document: &Document) -> String {
    write_with(document, &|_| None)
}

/// The same, with other links to what is named where `link` gives one, such as to the files of an export.
pub fn write_with(document: &Document, link: &dyn Fn(Named<'_>) -> Option<Link>) -> String {
    let mut markdown = block::blocks(&document.blocks, link);
    if !markdown.is_empty() {
        markdown.push('\n');
    }
    markdown
}
