use crate::wiki::document::{
    Misfit,
    html::{self, AsWritten, Readers},
    text::{self, Heading, Target},
    yjs,
};
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
}

impl Texts {
    pub fn of(doc: &Doc) -> Result<Self, Misfit> {
        let document = yjs::read(doc)?;
        Ok(Self {
            html: html::write(&document, Readers::Members, &AsWritten),
            plain: text::plain(&document),
            outline: text::outline(&document),
            words: text::count(&document),
            references: text::references(&document, &|_| None),
        })
    }
}
