//! A document as HTML: the same elements that the editor shows, nothing that could run, whatever the document holds.
//!
//! Everything is written here, and every text, attribute and address goes through [`escape`]; nothing of the document
//! is taken over as HTML.

mod address;
mod block;
mod escape;
mod inline;
mod slug;

#[cfg(test)]
mod tests;

pub use address::safe;

pub(super) use slug::Slugs;

use super::{Document, node::Reference};
use std::borrow::Cow;

/// What stands for a reference to something of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// A link, and what it says.
    Link { address: String, text: String },
    /// The name that was written, and no link.
    AsWritten,
    /// Something that whoever reads may not see: not even its name.
    Hidden,
}

/// Who knows what is referred to.
pub trait Resolve {
    /// The name of a person now; None: the one that was written.
    fn person(&self, person: &Reference) -> Option<String>;
    fn page(&self, page: &Reference) -> Shown;
    fn task(&self, task: &Reference) -> Shown;
    /// The address of a link, an image or a file, for one that was written; None: it leads nowhere.
    fn address<'a>(&self, address: &'a str) -> Option<Cow<'a, str>> {
        Some(Cow::Borrowed(address))
    }
}

/// Knows nothing: all is shown as it was written.
pub struct AsWritten;

impl Resolve for AsWritten {
    fn person(&self, _: &Reference) -> Option<String> {
        None
    }

    fn page(&self, _: &Reference) -> Shown {
        Shown::AsWritten
    }

    fn task(&self, _: &Reference) -> Shown {
        Shown::AsWritten
    }
}

/// For whom the HTML is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Threads of comments are marked in the text.
    Members,
    /// There is no trace of them: public links, exports.
    Public,
}

/// The HTML of a page, without anything around it.
pub fn write(document: &Document, readers: Readers, resolve: &dyn Resolve) -> String {
    let mut writer = Writer { out: String::new(), readers, resolve, slugs: Slugs::default() };
    writer.blocks(&document.blocks);
    writer.out
}

/// Whether this is what [`write()`] makes of a document that [is blank](Document::is_blank), for those who have the HTML
/// alone.
pub fn is_blank(html: &str) -> bool {
    html.split("<p></p>").all(str::is_empty)
}

pub(super) struct Writer<'a> {
    pub out: String,
    readers: Readers,
    resolve: &'a dyn Resolve,
    slugs: Slugs,
}

impl<'a> Writer<'a> {
    /// For parts of a document.
    pub(super) fn part(resolve: &'a dyn Resolve) -> Self {
        Self { out: String::new(), readers: Readers::Public, resolve, slugs: Slugs::default() }
    }

    fn push(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let value = escape::attribute(value);
        self.out.extend([" ", name, "=\"", &value, "\""]);
    }

    /// The attribute and the address, when that is safe.
    fn address(&mut self, name: &str, address: &str) -> Option<String> {
        let address = safe(&self.resolve.address(address)?)?;
        self.attribute(name, &address);
        Some(address)
    }
}
