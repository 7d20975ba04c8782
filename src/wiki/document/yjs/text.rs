//! Turns one text into another, word by word.

use super::{Threads, marks, read, write};
use crate::wiki::document::{Misfit, element::Run, node::Mark, words};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::sync::Arc;
use yrs::{
    Any, In, OffsetKind, Text, TransactionMut, XmlTextRef,
    types::{Attrs, Delta},
};

/// Makes a text read as these runs. Yrs sometimes leaves a format on where it deleted the text that had it, so the text
/// is read again, and what is still different put right; at worst by writing it anew.
pub(super) fn change(txn: &mut TransactionMut, text: &XmlTextRef, new: &[Run], threads: Threads) -> Result<(), Misfit> {
    for _ in 0..3 {
        let delta = delta(txn.doc().offset_kind(), &read::runs(txn, text, "text")?, new, threads);
        if delta.is_empty() {
            return Ok(());
        }
        text.apply_delta(txn, delta);
    }
    if !delta(txn.doc().offset_kind(), &read::runs(txn, text, "text")?, new, threads).is_empty() {
        text.remove_range(txn, 0, text.len(txn));
        text.apply_delta(txn, new.iter().map(|run| write::inserted(&run.text, marks::formats(&run.marks))));
    }
    Ok(())
}

fn delta(kind: OffsetKind, old: &[Run], new: &[Run], threads: Threads) -> Vec<Delta<In>> {
    let mut delta = Writer { kind, threads, delta: Vec::new() };
    let (mut old, mut new) = (Reader::new(old), Reader::new(new));
    for edit in edits(&old.text(), &new.text()) {
        match edit {
            Edit::Keep(mut length) => {
                while length > 0 {
                    let step = old.peek(length).0.len().min(new.peek(length).0.len());
                    let (Some((kept, was)), Some((_, is))) = (old.take(step), new.take(step)) else { break };
                    delta.keep(kept, was, is);
                    length -= step;
                }
            }
            Edit::Remove(length) => old.each(length, |text, _| delta.remove(text)),
            Edit::Insert(length) => new.each(length, |text, marks| delta.insert(text, marks)),
        }
    }
    delta.finish()
}

/// So many bytes.
enum Edit {
    Keep(usize),
    Remove(usize),
    Insert(usize),
}

fn edits(old: &str, new: &str) -> Vec<Edit> {
    let (old_words, new_words) = (words::pieces(old), words::pieces(new));
    let (old_at, new_at) = (ends(&old_words), ends(&new_words));
    let mut edits = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old_words, &new_words) {
        let (old_range, new_range) = (op.old_range(), op.new_range());
        let [from, to] = [old_range.start, old_range.end].map(|at| old_at[at]);
        let [start, end] = [new_range.start, new_range.end].map(|at| new_at[at]);
        match op {
            DiffOp::Equal { .. } => edits.push(Edit::Keep(to - from)),
            _ => within(&mut edits, &old[from..to], &new[start..end]),
        }
    }
    edits
}

/// What a changed word begins and ends with stays.
fn within(edits: &mut Vec<Edit>, old: &str, new: &str) {
    let same = |(a, b): &(char, char)| a == b;
    let start: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (old, new) = (&old[start..], &new[start..]);
    let end: usize = old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let all = [Edit::Keep(start), Edit::Insert(new.len() - end), Edit::Remove(old.len() - end), Edit::Keep(end)];
    edits.extend(all.into_iter().filter(|(Edit::Keep(n) | Edit::Remove(n) | Edit::Insert(n))| *n > 0));
}

/// Where each piece begins, and where the last one ends.
fn ends(pieces: &[&str]) -> Vec<usize> {
    let mut at = 0;
    let mut places = vec![0];
    for piece in pieces {
        at += piece.len();
        places.push(at);
    }
    places
}

/// Goes through runs, some bytes at a time.
struct Reader<'a> {
    runs: &'a [Run],
    /// Bytes of the first run that were read.
    at: usize,
}

impl<'a> Reader<'a> {
    fn new(runs: &'a [Run]) -> Self {
        Self { runs, at: 0 }
    }

    fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// What is left of the first run, at most so many bytes of it.
    fn peek(&self, most: usize) -> (&'a str, &'a [Mark]) {
        match self.runs.first() {
            Some(run) => (&run.text[self.at..run.text.len().min(self.at + most)], &run.marks),
            None => ("", &[]),
        }
    }

    fn take(&mut self, most: usize) -> Option<(&'a str, &'a [Mark])> {
        let (text, marks) = self.peek(most);
        self.at += text.len();
        if self.runs.first().is_some_and(|run| self.at >= run.text.len()) {
            self.runs = &self.runs[1..];
            self.at = 0;
        }
        Some((text, marks)).filter(|(text, _)| !text.is_empty())
    }

    fn each(&mut self, mut length: usize, mut f: impl FnMut(&str, &[Mark])) {
        while length > 0 {
            let Some((text, marks)) = self.take(length) else { return };
            f(text, marks);
            length -= text.len();
        }
    }
}

/// Writes what is to be done with a text, as Yrs wants it.
struct Writer {
    kind: OffsetKind,
    threads: Threads,
    delta: Vec<Delta<In>>,
}

impl Writer {
    fn length(&self, text: &str) -> u32 {
        let length = match self.kind {
            OffsetKind::Bytes => text.len(),
            OffsetKind::Utf16 => text.encode_utf16().count(),
        };
        u32::try_from(length).unwrap_or(u32::MAX)
    }

    fn keep(&mut self, text: &str, was: &[Mark], is: &[Mark]) {
        let length = self.length(text);
        let formats = self.changes(was, is);
        match self.delta.last_mut() {
            Some(Delta::Retain(before, None)) if formats.is_empty() => *before += length,
            _ => self.delta.push(Delta::Retain(length, Some(Box::new(formats)).filter(|formats| !formats.is_empty()))),
        }
    }

    fn remove(&mut self, text: &str) {
        let length = self.length(text);
        self.delta.push(Delta::Deleted(length));
    }

    fn insert(&mut self, text: &str, marks: &[Mark]) {
        self.delta.push(write::inserted(text, marks::formats(marks)));
    }

    /// The formats that have to change, those taken away as nothing.
    fn changes(&self, was: &[Mark], is: &[Mark]) -> Attrs {
        let stays = |mark: &Mark| {
            self.threads == Threads::Keep && matches!(mark, Mark::Comment { .. }) && !is.contains(&Mark::Code)
        };
        let mut changes: Attrs = was
            .iter()
            .filter(|mark| !is.contains(mark) && !stays(mark))
            .map(|mark| (marks::format(mark).0, Any::Null))
            .collect::<Vec<(Arc<str>, Any)>>()
            .into_iter()
            .collect();
        changes.extend(is.iter().filter(|mark| !was.contains(mark)).map(marks::format));
        changes
    }

    /// Without what is kept at the end.
    fn finish(mut self) -> Vec<Delta<In>> {
        while matches!(self.delta.last(), Some(Delta::Retain(_, None))) {
            self.delta.pop();
        }
        self.delta
    }
}
