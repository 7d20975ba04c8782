//! A Yjs document as nodes.

use super::{ROOT, blank, fits, marks, overlap};
use crate::wiki::document::{
    Document, MOST_DEEP, Misfit,
    element::{Child, Element, Run, push_run},
    schema::schema,
};
use yrs::{
    Any, Array, ArrayRef, Doc, Out, ReadTxn, Text, Transact, Update, Xml, XmlElementRef, XmlTextRef,
    types::text::YChange, updates::decoder::Decode,
};

/// What stands on a page. Anything that the schema does not know is an error: who shows the page must lock it.
pub fn read(doc: &Doc) -> Result<Document, Misfit> {
    read_in(&doc.transact())
}

/// The same, within a transaction. Where too many comments lie over one another, it is read without them.
pub fn read_in(txn: &impl ReadTxn) -> Result<Document, Misfit> {
    match overlap::lightened(txn)? {
        None => read_as_it_is(txn),
        Some(light) => {
            let doc = blank();
            let light = Update::decode_v1(&light).map_err(|_| Misfit::Overlaps)?;
            doc.transact_mut().apply_update(light).map_err(|_| Misfit::Overlaps)?;
            read_as_it_is(&doc.transact())
        }
    }
}

fn read_as_it_is(txn: &impl ReadTxn) -> Result<Document, Misfit> {
    fits::roots(txn)?;
    let Some(root) = txn.get_xml_fragment(ROOT) else { return Ok(Document::default()) };
    let children = children(txn, root.as_ref(), "doc", 1)?;
    let elements = children.into_iter().filter_map(|(_, child)| child).map(|child| match child {
        Child::Element(element) => Ok(element),
        Child::Text(_) => Err(Misfit::Misplaced { node: "text", inside: "doc" }),
    });
    Document::from_elements(elements.collect::<Result<_, _>>()?)
}

/// The children of an element as they lie in Yjs, with what they mean. Texts may be empty, which means nothing, and
/// there may be several in a row.
pub(super) fn children<T: ReadTxn>(
    txn: &T,
    of: &ArrayRef,
    inside: &'static str,
    depth: usize,
) -> Result<Vec<(Out, Option<Child>)>, Misfit> {
    if depth > MOST_DEEP {
        return Err(Misfit::TooDeep);
    }
    let mut children = Vec::new();
    for out in of.iter(txn) {
        let child = match &out {
            Out::YXmlElement(child) => Some(Child::Element(element(txn, child, depth)?)),
            Out::YXmlText(text) => Some(runs(txn, text, inside)?).filter(|runs| !runs.is_empty()).map(Child::Text),
            _ => return Err(Misfit::Content { inside }),
        };
        children.push((out, child));
    }
    Ok(children)
}

fn element<T: ReadTxn>(txn: &T, of: &XmlElementRef, depth: usize) -> Result<Element, Misfit> {
    let kind = fits::node(of)?;
    let mut element = Element::new(kind.name);
    for (name, value) in of.attributes(txn) {
        let (name, value) = fits::attribute(kind, name, value)?;
        element.attributes.extend(value.map(|value| (name, value)));
    }
    for (_, child) in children(txn, of.as_ref(), kind.name, depth + 1)? {
        child.into_iter().for_each(|child| element.push(child));
    }
    Ok(element)
}

/// The characters of a text with their marks.
pub(super) fn runs<T: ReadTxn>(txn: &T, text: &XmlTextRef, inside: &'static str) -> Result<Vec<Run>, Misfit> {
    let node = schema().node("text").map_or(inside, |node| node.name);
    if let Some((name, _)) = text.attributes(txn).next() {
        return Err(fits::no_attribute(node, name));
    }
    let mut runs = Vec::new();
    for piece in text.diff(txn, YChange::identity) {
        let Out::Any(Any::String(characters)) = piece.insert else { return Err(Misfit::Content { inside: node }) };
        let marks = piece.attributes.map(|formats| marks::read(&formats)).transpose()?.unwrap_or_default();
        push_run(&mut runs, Run { text: characters.to_string(), marks });
    }
    Ok(runs)
}
