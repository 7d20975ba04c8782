//! A page as a Yjs document, laid out as the editor does it.
//!
//! The root is an XML fragment called `default`. An element is named after its node and has its attributes, typed, and
//! without those that are nothing. Text is an XML text whose formats are the marks: the name of the mark, and as value
//! its attributes (`{}` when it has none). A mark that may lie over another of its kind is called
//! `<mark>--<hash of the mark>`.

mod difference;
mod fits;
mod marks;
mod overlap;
mod read;
mod text;
mod thread;
mod watch;
mod write;

#[cfg(test)]
mod tests;

pub use difference::{Threads, apply_difference};
pub use fits::fits;
pub use read::{read, read_in};
pub use thread::{mark_thread, settle_thread, unmark_thread};
pub use watch::Watch;
pub use write::write;

use yrs::{Doc, OffsetKind, Options, ReadTxn, StateVector, Transact};

/// The name of the root.
pub const ROOT: &str = "default";

/// A Yjs document with nothing in it, not even the empty paragraph that a page has: to load a page into. It counts
/// text as browsers do and has an id of its own, by chance: two documents with the same id destroy each other.
pub fn blank() -> Doc {
    let doc = Doc::with_options(Options { offset_kind: OffsetKind::Utf16, ..Options::default() });
    doc.get_or_insert_xml_fragment(ROOT);
    doc
}

/// All of a Yjs document, in the second encoding, which is about half as long as the first.
pub fn state(doc: &Doc) -> Vec<u8> {
    doc.transact().encode_state_as_update_v2(&StateVector::default())
}
