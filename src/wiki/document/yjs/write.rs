//! Nodes as a new Yjs document, and as new parts of one.

use super::{ROOT, blank, marks};
use crate::wiki::document::{
    Document,
    element::{Child, Element, Run},
};
use yrs::{
    Any, Doc, In, Text, Transact, TransactionMut, Xml, XmlElementPrelim, XmlFragment, XmlTextPrelim, XmlTextRef,
    types::{Attrs, Delta},
};

/// A new Yjs document with these nodes. For a page that has none yet: written into a page that people have open, its
/// nodes would stand beside theirs.
pub fn write(document: &Document) -> Doc {
    let doc = blank();
    let root = doc.get_or_insert_xml_fragment(ROOT);
    let mut txn = doc.transact_mut();
    insert_all(&mut txn, &root, document.elements().into_iter().map(Child::Element));
    drop(txn);
    doc
}

/// From the last to the first, each at the very beginning: Yrs walks to the place where it inserts.
fn insert_all(txn: &mut TransactionMut, into: &impl XmlFragment, children: impl DoubleEndedIterator<Item = Child>) {
    children.rev().for_each(|child| insert(txn, into, 0, child));
}

/// Adds a child at this place.
pub(super) fn insert(txn: &mut TransactionMut, into: &impl XmlFragment, at: u32, child: Child) {
    match child {
        Child::Element(element) => insert_element(txn, into, at, element),
        Child::Text(runs) => {
            let text = into.insert(txn, at, XmlTextPrelim::default());
            insert_runs(txn, &text, &runs);
        }
    }
}

fn insert_element(txn: &mut TransactionMut, into: &impl XmlFragment, at: u32, element: Element) {
    let inserted = into.insert(txn, at, XmlElementPrelim::empty(element.name));
    for (name, value) in &element.attributes {
        inserted.insert_attribute(txn, *name, value.to_any());
    }
    insert_all(txn, &inserted, element.children.into_iter());
}

fn insert_runs(txn: &mut TransactionMut, text: &XmlTextRef, runs: &[Run]) {
    text.apply_delta(txn, runs.iter().map(|run| inserted(&run.text, marks::formats(&run.marks))));
}

/// An insertion of text with exactly these formats.
pub(super) fn inserted(text: &str, formats: Attrs) -> Delta<In> {
    Delta::Inserted(In::Any(Any::from(text)), Some(Box::new(formats)).filter(|formats| !formats.is_empty()))
}
