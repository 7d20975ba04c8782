use crate::wiki::{
    attached,
    document::{
        Misfit,
        html::{self, AsWritten, Readers},
        text::{self, Heading, Target},
        yjs,
    },
};
use std::collections::BTreeSet;
use yrs::Doc;

/// The other forms of what stands on a page. They can be made again at any time.
#[derive(Clone, Debug)]
pub struct Texts {
    /// For members, with what is referred to named as it was written.
    pub html: String,
    pub plain: String,
    pub outline: Vec<Heading>,
    pub words: usize,
    pub references: Vec<Target>,
    /// The addresses of files of pages that it shows, each once.
    pub files: Vec<String>,
}

impl Texts {
    pub fn of(doc: &Doc) -> Result<Self, Misfit> {
        let mut document = yjs::read(doc)?;
        // Addresses can only be walked over to be changed.
        let mut files = BTreeSet::new();
        text::visit_addresses(&mut document.blocks, &mut |address| {
            if attached::is_one(address) {
                files.insert(address.clone());
            }
        });
        Ok(Self {
            html: html::write(&document, Readers::Members, &AsWritten),
            plain: text::plain(&document),
            outline: text::outline(&document),
            words: text::count(&document),
            references: text::references(&document, &|_| None),
            files: files.into_iter().collect(),
        })
    }
}
