//! Whether what clients write is made of what the schema names.
//!
//! This looks at names and types alone. Two edits that were right each by itself may merge into a list without items,
//! and refusing that would strand whoever comes second.

use super::{ROOT, marks, overlap, watch::Watched};
use crate::wiki::document::{
    MOST_DEEP, Misfit,
    misfit::Named,
    schema::{Node, Value, schema},
};
use yrs::{
    Any, Array, ArrayRef, BranchID, Map, MapRef, Out, ReadTxn, Text, TransactionMut, Xml, XmlElementRef, XmlOut,
    XmlTextRef,
    branch::{Branch, BranchPtr},
    types::text::YChange,
};

/// Looks at a whole document, which takes about as long as reading it.
pub fn fits(txn: &impl ReadTxn) -> Result<(), Misfit> {
    roots(txn)?;
    overlap::check(txn)?;
    match txn.get_xml_fragment(ROOT) {
        Some(root) => below(txn, root.as_ref(), "doc", 1),
        None => Ok(()),
    }
}

fn below<T: ReadTxn>(txn: &T, children: &ArrayRef, inside: &'static str, depth: usize) -> Result<(), Misfit> {
    if depth > MOST_DEEP {
        return Err(Misfit::TooDeep);
    }
    children.iter(txn).try_for_each(|child| match child {
        Out::YXmlElement(at) => below(txn, at.as_ref(), attributes(txn, &at)?.name, depth + 1),
        Out::YXmlText(at) => text(txn, &at),
        _ => Err(Misfit::Content { inside }),
    })
}

/// Looks at elements and texts that have changed: at themselves, and at all that is new below them.
pub(super) fn changed(txn: &TransactionMut, branches: Watched<'_>) -> Result<(), Misfit> {
    roots(txn)?;
    branches.filter(|branch| !branch.is_deleted()).try_for_each(|branch| match (*branch).into() {
        Out::YXmlFragment(root) => new_below(txn, root.as_ref(), "doc", 1),
        Out::YXmlElement(at) => new_below(txn, at.as_ref(), attributes(txn, &at)?.name, depth(&at)? + 1),
        Out::YXmlText(at) => text(txn, &at),
        _ => Err(Misfit::Content { inside: "doc" }),
    })
}

/// Yrs counts what is new as a change of what it was put into, and says nothing of what is in it.
fn new_below(txn: &TransactionMut, children: &ArrayRef, inside: &'static str, depth: usize) -> Result<(), Misfit> {
    let is_new = |branch: &Branch| match branch.id() {
        BranchID::Nested(id) => id.clock >= txn.before_state().get(&id.client),
        BranchID::Root(_) => true,
    };
    children.iter(txn).try_for_each(|child| match child {
        Out::YXmlElement(at) if is_new(at.as_ref()) => {
            if depth > MOST_DEEP {
                return Err(Misfit::TooDeep);
            }
            below(txn, at.as_ref(), attributes(txn, &at)?.name, depth + 1)
        }
        Out::YXmlText(at) if is_new(at.as_ref()) => text(txn, &at),
        Out::YXmlElement(_) | Out::YXmlText(_) => Ok(()),
        _ => Err(Misfit::Content { inside }),
    })
}

/// How many elements it lies in, itself counted.
fn depth(at: &XmlElementRef) -> Result<usize, Misfit> {
    let mut parent = at.parent();
    for depth in 1..=MOST_DEEP {
        match parent {
            Some(XmlOut::Element(element)) => parent = element.parent(),
            _ => return Ok(depth),
        }
    }
    Err(Misfit::TooDeep)
}

/// There is one root, and it has no attributes.
pub(super) fn roots(txn: &impl ReadTxn) -> Result<(), Misfit> {
    for (name, root) in txn.root_refs() {
        if name != ROOT {
            return Err(Misfit::Root(Named::new(name)));
        }
        if let Out::YXmlFragment(root) = root {
            let attributes = MapRef::from(BranchPtr::from(AsRef::<Branch>::as_ref(&root)));
            if let Some(name) = attributes.keys(txn).next() {
                return Err(no_attribute("doc", name));
            }
        }
    }
    Ok(())
}

pub(super) fn node(at: &XmlElementRef) -> Result<&'static Node, Misfit> {
    let name = at.try_tag().map_or("", |tag| tag);
    schema()
        .node(name)
        .filter(|node| !matches!(node.name, "doc" | "text"))
        .ok_or_else(|| Misfit::Node(Named::new(name)))
}

/// The value of an attribute, when the node knows it.
pub(super) fn attribute(kind: &'static Node, name: &str, value: Out) -> Result<(&'static str, Option<Value>), Misfit> {
    let (name, attribute) = kind.attribute(name).ok_or_else(|| no_attribute(kind.name, name))?;
    let wrong = Misfit::AttributeType { node: kind.name, name };
    match value {
        Out::Any(value) => Ok((name, attribute.read(&value).map_err(|()| wrong)?)),
        _ => Err(wrong),
    }
}

pub(super) fn no_attribute(node: &'static str, name: &str) -> Misfit {
    Misfit::Attribute { node, name: Named::new(name) }
}

fn attributes<T: ReadTxn>(txn: &T, at: &XmlElementRef) -> Result<&'static Node, Misfit> {
    let kind = node(at)?;
    at.attributes(txn).try_for_each(|(name, value)| attribute(kind, name, value).map(|_| ()))?;
    Ok(kind)
}

fn text<T: ReadTxn>(txn: &T, at: &XmlTextRef) -> Result<(), Misfit> {
    if let Some((name, _)) = at.attributes(txn).next() {
        return Err(no_attribute("text", name));
    }
    for piece in at.diff(txn, YChange::identity) {
        if !matches!(piece.insert, Out::Any(Any::String(_))) {
            return Err(Misfit::Content { inside: "text" });
        }
        for (name, value) in piece.attributes.iter().flat_map(|formats| formats.iter()) {
            marks::attributes(name, value)?;
        }
    }
    Ok(())
}
