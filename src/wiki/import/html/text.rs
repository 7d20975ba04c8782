//! Lines of text.

use super::Writer;
use crate::wiki::document::node::{Inline, Mark};
use scraper::{ElementRef, Node};

impl Writer {
    pub(super) fn children(&mut self, element: ElementRef<'_>, depth: usize) {
        if depth > super::MOST_DEEP {
            element.text().for_each(|text| self.text(text));
            return;
        }
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.text(text),
                _ => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child, depth + 1);
                    }
                }
            }
        }
    }

    /// Spaces and line ends in a row are one space, as browsers show them.
    pub(super) fn text(&mut self, text: &str) {
        let mut after_space = match self.line.last() {
            Some(Inline::Text { text, .. }) => text.ends_with(' '),
            Some(Inline::HardBreak) | None => true,
            Some(_) => false,
        };
        let mut collapsed = String::with_capacity(text.len());
        for c in text.chars() {
            let space = c.is_ascii_whitespace();
            if !(space && after_space) && (space || !c.is_control()) {
                collapsed.push(if space { ' ' } else { c });
            }
            after_space = space;
        }
        if collapsed.is_empty() {
            return;
        }
        let marks = allowed(&self.marks);
        match self.line.last_mut() {
            Some(Inline::Text { text, marks: before }) if *before == marks => text.push_str(&collapsed),
            _ => self.line.push(Inline::Text { text: collapsed, marks }),
        }
    }

    pub(super) fn marked(&mut self, mark: Mark, element: ElementRef<'_>, depth: usize) {
        self.marks.push(mark);
        self.children(element, depth);
        self.marks.pop();
    }

    pub(super) fn link(&mut self, element: ElementRef<'_>, depth: usize) {
        let href = element.value().attr("href").map(str::trim).filter(|href| !href.is_empty());
        match href {
            Some(href) if !self.marks.iter().any(|mark| matches!(mark, Mark::Link { .. })) => {
                let title = element.value().attr("title").map(str::trim).filter(|title| !title.is_empty());
                let mark = Mark::Link { href: href.to_owned(), title: title.map(str::to_owned) };
                self.marked(mark, element, depth);
            }
            _ => self.children(element, depth),
        }
    }

    /// The line so far, without spaces and breaks at its end.
    pub(super) fn take_line(&mut self) -> Vec<Inline> {
        let mut line = std::mem::take(&mut self.line);
        loop {
            match line.last_mut() {
                Some(Inline::Text { text, .. }) => {
                    text.truncate(text.trim_end_matches(' ').len());
                    if !text.is_empty() {
                        return line;
                    }
                    line.pop();
                }
                Some(Inline::HardBreak) => {
                    line.pop();
                }
                _ => return line,
            }
        }
    }
}

/// The marks in their order, each once. Code stands alone, and a link is worth more than it.
fn allowed(marks: &[Mark]) -> Vec<Mark> {
    let mut marks = marks.to_vec();
    marks.sort();
    marks.dedup();
    if marks.contains(&Mark::Code) {
        let has_link = marks.iter().any(|mark| matches!(mark, Mark::Link { .. }));
        marks.retain(|mark| (*mark == Mark::Code) != has_link);
    }
    marks
}
