//! Words that are only in one of two texts, between signs that become tags when the HTML is written.
//!
//! The signs are code points that Unicode keeps for the use within a program. They are taken out of what people wrote.

use crate::wiki::document::{
    element::{Child, Element, Run, push_run},
    node::Mark,
    words,
};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

const SIGNS: [(char, &str); 4] =
    [('\u{fdd0}', "<del>"), ('\u{fdd1}', "</del>"), ('\u{fdd2}', "<ins>"), ('\u{fdd3}', "</ins>")];

impl Side {
    fn signs(self) -> (char, char) {
        match self {
            Self::Before => (SIGNS[0].0, SIGNS[1].0),
            Self::After => (SIGNS[2].0, SIGNS[3].0),
        }
    }
}

/// The signs of an HTML text as tags.
pub(super) fn tags(html: &str) -> String {
    let mut tagged = String::with_capacity(html.len());
    for c in html.chars() {
        match SIGNS.iter().find(|(sign, _)| *sign == c) {
            Some((_, tag)) => tagged.push_str(tag),
            None => tagged.push(c),
        }
    }
    tagged
}

pub(super) fn without_signs(text: &mut String) {
    text.retain(|c| SIGNS.iter().all(|(sign, _)| *sign != c));
}

/// Takes signs out, and threads of comments: where people talk about a text is no change of it.
pub(super) fn clean(element: &mut Element) {
    element.attributes.values_mut().for_each(super::without_signs);
    for mut child in std::mem::take(&mut element.children) {
        match &mut child {
            Child::Element(element) => clean(element),
            Child::Text(runs) => {
                for run in std::mem::take(runs) {
                    let mut run = run;
                    without_signs(&mut run.text);
                    run.marks.retain(|mark| !matches!(mark, Mark::Comment { .. }));
                    run.marks.iter_mut().for_each(clean_mark);
                    push_run(runs, run);
                }
            }
        }
        element.push(child);
    }
}

fn clean_mark(mark: &mut Mark) {
    if let Mark::Link { href, title } = mark {
        without_signs(href);
        title.iter_mut().for_each(without_signs);
    }
}

/// All words of an element are only on this side.
pub(super) fn mark_all(element: &mut Element, side: Side) {
    let (open, close) = side.signs();
    for child in &mut element.children {
        match child {
            Child::Element(child) => mark_all(child, side),
            Child::Text(runs) => runs.iter_mut().for_each(|run| run.text = format!("{open}{}{close}", run.text)),
        }
    }
}

/// One thing in a line: a piece of text with its marks, or something else.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Part<'a> {
    Text(&'a str),
    Other(&'a Element),
}

struct Line<'a> {
    parts: Vec<Part<'a>>,
    marks: Vec<&'a [Mark]>,
}

/// The children of both, with signs.
pub(super) fn text(old: &[Child], new: &[Child]) -> (Vec<Child>, Vec<Child>) {
    let (old, new) = (Line::of(old), Line::of(new));
    let (mut before, mut after) = (Element::new("paragraph"), Element::new("paragraph"));
    for op in capture_diff_slices(Algorithm::Myers, &old.parts, &new.parts) {
        let same = matches!(op, DiffOp::Equal { .. });
        old.write(op.old_range(), &mut before, (!same).then_some(Side::Before));
        new.write(op.new_range(), &mut after, (!same).then_some(Side::After));
    }
    (before.children, after.children)
}

impl<'a> Line<'a> {
    fn of(children: &'a [Child]) -> Self {
        let mut line = Self { parts: Vec::new(), marks: Vec::new() };
        for child in children {
            match child {
                Child::Element(element) => {
                    line.parts.push(Part::Other(element));
                    line.marks.push(&[]);
                }
                Child::Text(runs) => {
                    for run in runs {
                        let pieces = words::pieces(&run.text);
                        line.marks.extend(std::iter::repeat_n(run.marks.as_slice(), pieces.len()));
                        line.parts.extend(pieces.into_iter().map(Part::Text));
                    }
                }
            }
        }
        line
    }

    /// Text with the same marks has its signs around all of it.
    fn write(&self, range: Range<usize>, into: &mut Element, side: Option<Side>) {
        let mut run: Option<Run> = None;
        let flush = |run: &mut Option<Run>, into: &mut Element| {
            if let Some(mut run) = run.take() {
                if let Some((open, close)) = side.map(Side::signs) {
                    run.text = format!("{open}{}{close}", run.text);
                }
                into.push(Child::Text(vec![run]));
            }
        };
        for at in range {
            match (&self.parts[at], &mut run) {
                (Part::Text(text), Some(run)) if run.marks == self.marks[at] => run.text.push_str(text),
                (Part::Text(text), run) => {
                    flush(run, into);
                    *run = Some(Run { text: (*text).to_owned(), marks: self.marks[at].to_vec() });
                }
                (Part::Other(element), run) => {
                    flush(run, into);
                    let sign = |sign: char| Child::Text(vec![Run { text: sign.to_string(), marks: Vec::new() }]);
                    into.children.extend(side.map(|side| sign(side.signs().0)));
                    into.children.push(Child::Element((*element).clone()));
                    into.children.extend(side.map(|side| sign(side.signs().1)));
                }
            }
        }
        flush(&mut run, into);
    }
}
