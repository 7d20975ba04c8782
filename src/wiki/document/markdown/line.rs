//! A line of text while it is read.

use super::{escape, tags};
use crate::wiki::document::node::{Block, Inline, Mark};
use std::collections::HashMap;

/// What a line holds before it is whole: a tag counts only when there is another that closes it.
#[derive(Debug)]
enum Piece {
    Inline(Inline),
    /// The tag as it was written, and its name.
    Open(String, &'static str),
    Close(String, &'static str),
    /// Maths between double dollar signs.
    Display(String),
}

#[derive(Debug, Default)]
pub(super) struct Line(Vec<Piece>);

impl Line {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn push(&mut self, inline: Inline) {
        self.0.push(Piece::Inline(inline));
    }

    pub fn text(&mut self, text: &str, marks: Vec<Mark>) {
        if !text.is_empty() {
            self.push(Inline::Text { text: text.to_owned(), marks });
        }
    }

    pub fn open(&mut self, html: &str, name: &'static str) {
        self.0.push(Piece::Open(html.to_owned(), name));
    }

    pub fn close(&mut self, html: &str, name: &'static str) {
        self.0.push(Piece::Close(html.to_owned(), name));
    }

    pub fn display(&mut self, latex: &str) {
        if latex.trim().is_empty() {
            return self.text("$$$$", Vec::new());
        }
        self.0.push(Piece::Display(latex.trim().to_owned()));
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The text since there were so many pieces, without marks.
    pub fn text_since(&self, start: usize) -> String {
        self.0
            .iter()
            .skip(start)
            .map(|piece| match piece {
                Piece::Inline(Inline::Text { text, .. }) => text.as_str(),
                Piece::Inline(Inline::Math { latex }) | Piece::Display(latex) => latex,
                Piece::Inline(Inline::HardBreak) => " ",
                Piece::Open(html, _) | Piece::Close(html, _) => html,
                Piece::Inline(Inline::Mention(of) | Inline::PageLink(of) | Inline::TaskLink(of)) => &of.label,
            })
            .collect()
    }

    pub fn truncate(&mut self, length: usize) {
        self.0.truncate(length);
    }

    /// Takes an `@` from the end of the text before the piece at `at`, if there is one.
    pub fn take_at_sign(&mut self, at: usize) -> bool {
        let Some(Piece::Inline(Inline::Text { text, .. })) = at.checked_sub(1).and_then(|at| self.0.get_mut(at)) else {
            return false;
        };
        let Some(before) = text.strip_suffix('@').map(str::to_owned) else { return false };
        *text = before;
        true
    }

    /// A block of maths, when the line is nothing else.
    pub fn take_display(&mut self) -> Option<Block> {
        match self.0.as_slice() {
            [Piece::Display(latex)] => {
                let block = Block::Math(latex.clone());
                self.0.clear();
                Some(block)
            }
            _ => None,
        }
    }

    /// The line as it will stand, without spaces and breaks at its ends.
    pub fn take(&mut self) -> Vec<Inline> {
        let pieces = std::mem::take(&mut self.0);
        let closed = pairs(&pieces);
        let mut open: HashMap<&str, usize> = HashMap::new();
        let mut inlines = Vec::new();
        for (at, piece) in pieces.into_iter().enumerate() {
            match piece {
                Piece::Open(_, name) if closed[at] => *open.entry(name).or_default() += 1,
                Piece::Close(_, name) if closed[at] => _ = open.entry(name).and_modify(|count| *count -= 1),
                Piece::Open(html, _) | Piece::Close(html, _) => push(&mut inlines, marked(Inline::text(html), &open)),
                Piece::Display(latex) => push(&mut inlines, Inline::Math { latex }),
                Piece::Inline(inline) => push(&mut inlines, marked(inline, &open)),
            }
        }
        joined(trimmed(inlines).into_iter().flat_map(by_space))
    }
}

/// Emphasis begins and ends at a word: the spaces at the ends of what is marked are not.
fn joined(pieces: impl Iterator<Item = Inline>) -> Vec<Inline> {
    let mut pieces: Vec<_> = pieces.collect();
    let mut inlines = Vec::with_capacity(pieces.len());
    bare_first_spaces(pieces.iter_mut());
    bare_first_spaces(pieces.iter_mut().rev());
    pieces.into_iter().for_each(|piece| push(&mut inlines, piece));
    inlines
}

/// Takes emphasis from the spaces that it begins with.
fn bare_first_spaces<'a>(pieces: impl Iterator<Item = &'a mut Inline>) {
    let mut before: Vec<Mark> = Vec::new();
    for inline in pieces {
        match inline {
            Inline::Text { text, marks } => {
                if text.trim_matches(escape::is_space).is_empty() {
                    marks.retain(|mark| !is_emphasis(mark) || before.contains(mark));
                }
                before.clone_from(marks);
            }
            _ => before.clear(),
        }
    }
}

/// Which tags have a partner.
fn pairs(pieces: &[Piece]) -> Vec<bool> {
    let mut closed = vec![false; pieces.len()];
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(_, name) => open.entry(name).or_default().push(at),
            Piece::Close(_, name) => {
                if let Some(partner) = open.get_mut(name).and_then(Vec::pop) {
                    closed[partner] = true;
                    closed[at] = true;
                }
            }
            _ => {}
        }
    }
    closed
}

fn marked(inline: Inline, open: &HashMap<&str, usize>) -> Inline {
    match inline {
        Inline::Text { text, mut marks } => {
            marks.extend(open.iter().filter(|(_, count)| **count > 0).map(|(name, _)| tags::mark(name)));
            Inline::Text { text, marks: allowed(marks) }
        }
        other => other,
    }
}

/// Sorted, each once. Code takes no other mark; but a link leads somewhere, and then is no code.
pub(super) fn allowed(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort();
    marks.dedup();
    if marks.contains(&Mark::Code) {
        if marks.iter().any(|mark| matches!(mark, Mark::Link { .. })) {
            marks.retain(|mark| *mark != Mark::Code);
        } else {
            marks = vec![Mark::Code];
        }
    }
    marks
}

fn is_emphasis(mark: &Mark) -> bool {
    !matches!(mark, Mark::Code | Mark::Link { .. } | Mark::Comment { .. })
}

/// The spaces around a text apart from it.
fn by_space(inline: Inline) -> Vec<Inline> {
    let Inline::Text { text, marks } = inline else { return vec![inline] };
    if !marks.iter().any(is_emphasis) {
        return vec![Inline::Text { text, marks }];
    }
    let rest = text.trim_start_matches(escape::is_space);
    let words = rest.trim_end_matches(escape::is_space);
    let (lead, trail) = (&text[..text.len() - rest.len()], &rest[words.len()..]);
    let parts = [lead, words, trail].into_iter().filter(|part| !part.is_empty());
    parts.map(|part| Inline::Text { text: part.to_owned(), marks: marks.clone() }).collect()
}

fn push(inlines: &mut Vec<Inline>, inline: Inline) {
    match (inlines.last_mut(), inline) {
        (_, Inline::Text { text, .. }) if text.is_empty() => {}
        (Some(Inline::Text { text: before, marks }), Inline::Text { text, marks: same }) if *marks == same => {
            before.push_str(&text);
        }
        (_, inline) => inlines.push(inline),
    }
}

/// A parser takes the spaces at the ends of a line away, and a break at the end of a paragraph.
fn trimmed(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut lines: Vec<Vec<Inline>> = vec![Vec::new()];
    for inline in inlines {
        match (inline, lines.last_mut()) {
            (Inline::HardBreak, _) => lines.push(Vec::new()),
            (inline, Some(line)) => line.push(inline),
            (_, None) => {}
        }
    }
    lines.iter_mut().for_each(trim);
    let written = |line: &Vec<Inline>| !line.is_empty();
    let end = lines.iter().rposition(written).map_or(0, |last| last + 1);
    let start = lines.iter().position(written).unwrap_or_default();
    let lines: Vec<_> = lines.into_iter().take(end).skip(start).collect();
    lines.join(&Inline::HardBreak)
}

fn trim(line: &mut Vec<Inline>) {
    while let Some(Inline::Text { text, marks }) = line.last_mut()
        && !marks.contains(&Mark::Code)
    {
        text.truncate(text.trim_end_matches(escape::is_space).len());
        if !text.is_empty() {
            break;
        }
        line.pop();
    }
    while let Some(Inline::Text { text, marks }) = line.first_mut()
        && !marks.contains(&Mark::Code)
    {
        *text = text.trim_start_matches(escape::is_space).to_owned();
        if !text.is_empty() {
            break;
        }
        line.remove(0);
    }
}
