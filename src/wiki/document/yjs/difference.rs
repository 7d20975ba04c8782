//! Turns one document into another by as few edits as are needed, so that those who write in it keep their places.

use super::{ROOT, fits, read, text, write};
use crate::wiki::document::{
    Document, Misfit,
    align::{Step, align},
    element::{Child, Element},
    node::Mark,
};
use yrs::{ArrayRef, Out, ReadTxn, TransactionMut, WriteTxn, Xml, XmlElementRef, XmlFragment, XmlFragmentRef};

/// What becomes of the marks that threads of comments are anchored with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threads {
    /// They stay on the text that stays, and the new document brings none: for what comes from markdown.
    Keep,
    /// They become those of the new document: for an older version.
    Replace,
}

/// Makes a Yjs document say what `to` says. Blocks that are the same are not touched; in those that are not, only the
/// words that differ. What others write at the same time stays, unless it is in a block that goes. A
/// document with something unknown in it is left as it is.
pub fn apply_difference(txn: &mut TransactionMut, to: &Document, threads: Threads) -> Result<(), Misfit> {
    fits::fits(txn)?;
    let root = txn.get_or_insert_xml_fragment(ROOT);
    let mut new = Element::new("doc").holding(to.elements());
    if threads == Threads::Keep {
        without_threads(&mut new);
    }
    change_children(txn, &Place::Root(root), &new, threads, 1)
}

/// Something with children.
enum Place {
    Root(XmlFragmentRef),
    Element(XmlElementRef),
}

impl Place {
    fn array(&self) -> &ArrayRef {
        match self {
            Self::Root(root) => root.as_ref(),
            Self::Element(element) => element.as_ref(),
        }
    }

    fn insert(&self, txn: &mut TransactionMut, at: u32, child: Child) {
        match self {
            Self::Root(root) => write::insert(txn, root, at, child),
            Self::Element(element) => write::insert(txn, element, at, child),
        }
    }

    fn remove(&self, txn: &mut TransactionMut, at: u32) {
        match self {
            Self::Root(root) => root.remove_range(txn, at, 1),
            Self::Element(element) => element.remove_range(txn, at, 1),
        }
    }
}

/// A child as it lies in Yjs: where, and what it means. The meaning is without the marks that are left as they are.
struct Live {
    at: u32,
    out: Out,
    child: Option<Child>,
}

fn change_children(
    txn: &mut TransactionMut,
    place: &Place,
    new: &Element,
    threads: Threads,
    depth: usize,
) -> Result<(), Misfit> {
    let live = live(txn, place, new.name, threads, depth)?;
    let length = u32::try_from(live.len()).unwrap_or(u32::MAX);
    let textual = new.kind().is_some_and(super::super::schema::Node::is_textual);
    let steps = if textual { in_text(&live, &new.children) } else { among_blocks(&live, &new.children) };
    // From the last to the first, so that places keep their numbers.
    let mut at = length;
    for step in steps.into_iter().rev() {
        match step {
            Step::Same(i, _) => at = live[i].at,
            Step::Removed(i) => {
                at = live[i].at;
                place.remove(txn, at);
            }
            Step::Added(j) => place.insert(txn, at, new.children[j].clone()),
            Step::Changed(i, j) => {
                at = live[i].at;
                change(txn, &live[i], &new.children[j], threads, depth)?;
            }
        }
    }
    Ok(())
}

fn live<T: ReadTxn>(
    txn: &T,
    place: &Place,
    inside: &'static str,
    threads: Threads,
    depth: usize,
) -> Result<Vec<Live>, Misfit> {
    let children = read::children(txn, place.array(), inside, depth)?;
    Ok((0..)
        .zip(children)
        .map(|(at, (out, mut child))| {
            if let (Threads::Keep, Some(child)) = (threads, &mut child) {
                without_threads_in(child);
            }
            Live { at, out, child }
        })
        .collect())
}

fn change(txn: &mut TransactionMut, old: &Live, new: &Child, threads: Threads, depth: usize) -> Result<(), Misfit> {
    match (&old.out, new) {
        (Out::YXmlText(at), Child::Text(runs)) => text::change(txn, at, runs, threads),
        (Out::YXmlElement(at), Child::Element(new)) => {
            change_attributes(txn, at, old.child.as_ref(), new);
            change_children(txn, &Place::Element(at.clone()), new, threads, depth + 1)
        }
        _ => Ok(()),
    }
}

fn change_attributes(txn: &mut TransactionMut, at: &XmlElementRef, old: Option<&Child>, new: &Element) {
    let Some(Child::Element(old)) = old else { return };
    for name in old.attributes.keys().filter(|name| !new.attributes.contains_key(*name)) {
        at.remove_attribute(txn, name);
    }
    for (name, value) in new.attributes.iter().filter(|(name, value)| old.attributes.get(*name) != Some(value)) {
        at.insert_attribute(txn, *name, value.to_any());
    }
}

/// Steps between blocks. Texts that mean nothing have no place among blocks and go.
fn among_blocks(live: &[Live], new: &[Child]) -> Vec<Step> {
    let (at, old): (Vec<usize>, Vec<&Element>) = live
        .iter()
        .enumerate()
        .filter_map(|(at, live)| match &live.child {
            Some(Child::Element(element)) => Some((at, element)),
            _ => None,
        })
        .unzip();
    let new: Vec<&Element> = new
        .iter()
        .filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
        .collect();
    let mut steps = Vec::with_capacity(live.len());
    let mut next = 0;
    for step in align(&old, &new) {
        let step = match step {
            Step::Same(i, j) => Step::Same(at[i], j),
            Step::Changed(i, j) => Step::Changed(at[i], j),
            Step::Removed(i) => Step::Removed(at[i]),
            Step::Added(j) => Step::Added(j),
        };
        if let Step::Same(i, _) | Step::Changed(i, _) | Step::Removed(i) = step {
            steps.extend((next..i).map(Step::Removed));
            next = i + 1;
        }
        steps.push(step);
    }
    steps.extend((next..live.len()).map(Step::Removed));
    steps
}

/// Steps in a line of text: what is no text stays where it is the same, and the texts between are made those between.
fn in_text(live: &[Live], new: &[Child]) -> Vec<Step> {
    let atoms = |children: Vec<Option<&Child>>| -> Vec<usize> {
        children
            .iter()
            .enumerate()
            .filter(|(_, child)| matches!(child, Some(Child::Element(_))))
            .map(|(at, _)| at)
            .collect()
    };
    let old_atoms = atoms(live.iter().map(|live| live.child.as_ref()).collect());
    let new_atoms = atoms(new.iter().map(Some).collect());
    let same = same_atoms(live, new, &old_atoms, &new_atoms);
    let mut steps = Vec::new();
    let (mut from, mut to) = (0, 0);
    for (i, j) in same {
        between(&mut steps, live, new, from..i, to..j);
        steps.push(Step::Same(i, j));
        (from, to) = (i + 1, j + 1);
    }
    between(&mut steps, live, new, from..live.len(), to..new.len());
    steps
}

fn same_atoms(live: &[Live], new: &[Child], old_atoms: &[usize], new_atoms: &[usize]) -> Vec<(usize, usize)> {
    let element = |child: Option<&Child>| match child {
        Some(Child::Element(element)) => Some(element.clone()),
        _ => None,
    };
    let old: Vec<Element> = old_atoms.iter().filter_map(|at| element(live[*at].child.as_ref())).collect();
    let new: Vec<Element> = new_atoms.iter().filter_map(|at| element(new.get(*at))).collect();
    align(&old.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>())
        .into_iter()
        .filter_map(|step| match step {
            Step::Same(i, j) => Some((old_atoms[i], new_atoms[j])),
            _ => None,
        })
        .collect()
}

/// The next text takes over the words of the next old text; other things come and go.
fn between(
    steps: &mut Vec<Step>,
    live: &[Live],
    new: &[Child],
    old: std::ops::Range<usize>,
    new_range: std::ops::Range<usize>,
) {
    let mut next = old.start;
    for j in new_range {
        let text = (next..old.end).find(|i| matches!(live[*i].out, Out::YXmlText(_)));
        match (text, &new[j]) {
            (Some(i), Child::Text(_)) => {
                steps.extend((next..i).map(Step::Removed));
                steps.push(Step::Changed(i, j));
                next = i + 1;
            }
            _ => steps.push(Step::Added(j)),
        }
    }
    steps.extend((next..old.end).map(Step::Removed));
}

fn without_threads(element: &mut Element) {
    let children = std::mem::take(&mut element.children);
    for mut child in children {
        without_threads_in(&mut child);
        element.push(child);
    }
}

fn without_threads_in(child: &mut Child) {
    match child {
        Child::Element(element) => without_threads(element),
        Child::Text(runs) => {
            let mut joined = Vec::with_capacity(runs.len());
            for mut run in std::mem::take(runs) {
                run.marks.retain(|mark| !matches!(mark, Mark::Comment { .. }));
                crate::wiki::document::element::push_run(&mut joined, run);
            }
            *runs = joined;
        }
    }
}
