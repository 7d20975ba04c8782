//! Marks a thread of comments in a page, for those who may comment and not write.

use super::{ROOT, fits, marks, overlap, read};
use crate::wiki::document::{MOST_DEEP, Misfit, element::Run, node::Mark, schema::schema};
use yrs::{
    Any, Array, ArrayRef, BranchID, Offset, OffsetKind, Out, ReadTxn, StickyIndex, Text, TransactionMut, XmlTextRef,
    branch::Branch, types::Attrs,
};

/// Marks the text between two places that an editor named. Code takes no marks. It says what was marked, in one line;
/// nothing, when the places are not there any more or no text is between them.
pub fn mark_thread(
    txn: &mut TransactionMut,
    from: &StickyIndex,
    to: &StickyIndex,
    thread: &str,
) -> Result<String, Misfit> {
    overlap::check_before_more(txn)?;
    let (Some(from), Some(to)) = (from.get_offset(txn), to.get_offset(txn)) else { return Ok(String::new()) };
    let mut found = Found { from, to, within: false, done: false, pieces: Vec::new() };
    found.everywhere(txn)?;
    let (name, value) = marks::format(&Mark::thread(thread, false));
    let mut quoted = String::new();
    for (text, at, length, words) in found.pieces.iter().filter(|_| found.done) {
        text.format(txn, *at, *length, Attrs::from([(name.clone(), value.clone())]));
        quoted.push_str(words);
    }
    Ok(quoted)
}

/// Takes the marks of a thread away, whether it is settled or not.
pub fn unmark_thread(txn: &mut TransactionMut, thread: &str) -> Result<(), Misfit> {
    remark(txn, &[Mark::thread(thread, false), Mark::thread(thread, true)], None)
}

/// Leaves the marks of a thread that is settled where they are, as ones that nobody sees; or has them seen again.
pub fn settle_thread(txn: &mut TransactionMut, thread: &str, settled: bool) -> Result<(), Misfit> {
    remark(txn, &[Mark::thread(thread, !settled)], Some(&Mark::thread(thread, settled)))
}

/// Puts another mark in the place of these, or nothing.
fn remark(txn: &mut TransactionMut, old: &[Mark], new: Option<&Mark>) -> Result<(), Misfit> {
    overlap::check(txn)?;
    let mut texts = Vec::new();
    if let Some(root) = txn.get_xml_fragment(ROOT) {
        each_text(txn, root.as_ref(), "doc", 1, &mut |text, _| {
            texts.push(text.clone());
            Ok(())
        })?;
    }
    for text in texts {
        let mut at = 0;
        for run in read::runs(txn, &text, "text")? {
            let length = length(txn, &run.text);
            let gone = old.iter().filter(|mark| run.marks.contains(mark));
            let mut formats: Attrs = gone.map(|mark| (marks::format(mark).0, Any::Null)).collect();
            if !formats.is_empty() {
                formats.extend(new.map(marks::format));
                text.format(txn, at, length, formats);
            }
            at += length;
        }
    }
    Ok(())
}

fn length(txn: &TransactionMut, text: &str) -> u32 {
    let length = match txn.doc().offset_kind() {
        OffsetKind::Bytes => text.len(),
        OffsetKind::Utf16 => text.encode_utf16().count(),
    };
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Texts that take marks, in the order of the page.
fn each_text<T: ReadTxn>(
    txn: &T,
    of: &ArrayRef,
    inside: &'static str,
    depth: usize,
    f: &mut impl FnMut(&XmlTextRef, &'static str) -> Result<(), Misfit>,
) -> Result<(), Misfit> {
    if depth > MOST_DEEP {
        return Err(Misfit::TooDeep);
    }
    of.iter(txn).try_for_each(|child| match child {
        Out::YXmlText(text) => f(&text, inside),
        Out::YXmlElement(at) => each_text(txn, at.as_ref(), fits::node(&at)?.name, depth + 1, f),
        _ => Err(Misfit::Content { inside }),
    })
}

/// Goes through a page from one place to another.
struct Found {
    from: Offset,
    to: Offset,
    within: bool,
    done: bool,
    /// A text, from where in it, how much of it, and the words.
    pieces: Vec<(XmlTextRef, u32, u32, String)>,
}

impl Found {
    fn everywhere(&mut self, txn: &TransactionMut) -> Result<(), Misfit> {
        match txn.get_xml_fragment(ROOT) {
            Some(root) => self.below(txn, root.as_ref(), AsRef::<Branch>::as_ref(&root), "doc", 1),
            None => Ok(()),
        }
    }

    fn below(
        &mut self,
        txn: &TransactionMut,
        children: &ArrayRef,
        of: &Branch,
        inside: &'static str,
        depth: usize,
    ) -> Result<(), Misfit> {
        if depth > MOST_DEEP {
            return Err(Misfit::TooDeep);
        }
        let mut at = 0;
        for child in children.iter(txn) {
            self.pass(&of.id(), at);
            match child {
                Out::YXmlText(text) => self.text(txn, &text, inside)?,
                Out::YXmlElement(child) => {
                    let name = fits::node(&child)?.name;
                    self.below(txn, child.as_ref(), AsRef::<Branch>::as_ref(&child), name, depth + 1)?;
                }
                _ => return Err(Misfit::Content { inside }),
            }
            at += 1;
        }
        self.pass(&of.id(), at);
        Ok(())
    }

    /// Places between elements count as well.
    fn pass(&mut self, of: &BranchID, at: u32) {
        self.within |= self.from.branch.id() == *of && self.from.index == at;
        self.done |= self.within && self.to.branch.id() == *of && self.to.index == at;
    }

    fn text(&mut self, txn: &TransactionMut, text: &XmlTextRef, inside: &'static str) -> Result<(), Misfit> {
        let id = AsRef::<Branch>::as_ref(text).id();
        let begins = self.from.branch.id() == id;
        let ends = self.to.branch.id() == id;
        let start = if begins { self.from.index } else { 0 };
        let end = if ends { self.to.index } else { u32::MAX };
        self.within |= begins;
        if self.within && !self.done && schema().node(inside).is_some_and(super::super::schema::Node::takes_marks) {
            let mut at = 0;
            for run in read::runs(txn, text, inside)? {
                at = self.run(txn, text, &run, at, start..end);
            }
        }
        self.done |= self.within && ends;
        Ok(())
    }

    fn run(&mut self, txn: &TransactionMut, text: &XmlTextRef, run: &Run, at: u32, range: std::ops::Range<u32>) -> u32 {
        let (mut from, mut to, mut words) = (at, at, String::new());
        for c in run.text.chars() {
            let width = length(txn, c.encode_utf8(&mut [0; 4]));
            if to < range.start {
                from += width;
            } else if to < range.end {
                words.push(c);
            } else {
                break;
            }
            to += width;
        }
        if from < to && !words.is_empty() && !run.marks.contains(&Mark::Code) {
            self.pieces.push((text.clone(), from, to - from, words));
        }
        at + length(txn, &run.text)
    }
}
