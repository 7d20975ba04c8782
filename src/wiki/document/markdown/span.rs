//! Lines of text with marks, written as markdown.

use super::{Link, Named, escape};
use crate::wiki::document::node::{Inline, Mark, Reference};

/// How a line is written.
#[derive(Clone, Copy)]
pub(super) struct Writing<'a> {
    pub link: &'a dyn Fn(Named<'_>) -> Option<Link>,
    pub in_table: bool,
    /// A line cannot be broken by a newline here: in a heading, in a table.
    pub one_line: bool,
}

/// One thing in a line, and the marks that are still to be written around it.
#[derive(Clone)]
struct Piece<'a> {
    inline: &'a Inline,
    marks: Vec<&'a Mark>,
}

impl Writing<'_> {
    pub fn line(&self, inlines: &[Inline]) -> String {
        let pieces: Vec<_> = inlines.iter().map(|inline| Piece { inline, marks: marks(inline) }).collect();
        self.pieces(&pieces, None, None)
    }

    /// `before` and `after` are the characters around; none at the ends of the line.
    fn pieces(&self, pieces: &[Piece<'_>], before: Option<char>, after: Option<char>) -> String {
        let mut out = String::new();
        let mut at = 0;
        while let Some(piece) = pieces.get(at) {
            let (mark, count) = widest(&pieces[at..]);
            let next = pieces.get(at + count);
            let following = next.map_or(after, |next| Some(self.first_char(next)));
            let preceding = out.chars().next_back().or(before);
            match mark {
                None => self.bare(&mut out, piece.inline, next.is_none() && after.is_none()),
                Some(mark) => {
                    let inner: Vec<_> = pieces[at..at + count].iter().map(|piece| piece.without(mark)).collect();
                    out.push_str(&self.span(mark, &inner, preceding, following));
                }
            }
            at += count;
        }
        out
    }

    fn first_char(&self, piece: &Piece<'_>) -> char {
        match piece.inline {
            Inline::Text { text, .. } if piece.marks.is_empty() => {
                escape::text(text, self.in_table).chars().next().unwrap_or('*')
            }
            // A mark moves the spaces that it begins with out.
            Inline::Text { text, .. } => text.chars().next().filter(|c| c.is_whitespace()).unwrap_or('*'),
            _ => '*',
        }
    }

    fn span(&self, mark: &Mark, inner: &[Piece<'_>], before: Option<char>, after: Option<char>) -> String {
        if let Mark::Link { href, title } = mark {
            let text = self.pieces(inner, Some('['), Some(']'));
            let title = escape::title(title.as_deref(), self.in_table);
            return format!("[{text}]({}{title})", escape::address(href, self.in_table));
        }
        if *mark == Mark::Code {
            let text: String = inner.iter().map(|piece| text(piece.inline)).collect();
            return format!("{}{}", apart('`', before), escape::code(&text, self.in_table));
        }
        let text = self.pieces(inner, Some('*'), Some('*'));
        let core = text.trim();
        if core.is_empty() {
            return text;
        }
        let lead = &text[..text.len() - text.trim_start().len()];
        let trail = &text[text.trim_end().len()..];
        let before = lead.chars().next_back().or(before);
        let after = trail.chars().next().or(after);
        let (open, close) = match (sign(mark), tag(mark)) {
            (Some(sign), _) if flanks(sign, core, before, after) => (sign.to_owned(), sign.to_owned()),
            (_, tag) => (format!("<{tag}>"), format!("</{tag}>")),
        };
        format!("{lead}{open}{core}{close}{trail}")
    }

    fn bare(&self, out: &mut String, inline: &Inline, last: bool) {
        match inline {
            Inline::Text { text, .. } => out.push_str(&escape::text(text, self.in_table)),
            Inline::HardBreak => {
                let plain = !self.one_line && !last && out.chars().next_back().is_some_and(|c| c != '\n');
                out.push_str(if plain { "\\\n" } else { "<br>" });
            }
            Inline::Math { latex } => self.math(out, latex),
            Inline::Mention(person) => self.named(out, Named::Person(person), person, "@", "person"),
            Inline::PageLink(page) => self.named(out, Named::Page(page), page, "", "page"),
            Inline::TaskLink(task) => self.named(out, Named::Task(task), task, "", "task"),
        }
    }

    fn math(&self, out: &mut String, latex: &str) {
        let latex = escape::plain(latex);
        if latex.trim().is_empty() {
            return;
        }
        if !is_simple_math(&latex) || (self.in_table && latex.contains('|')) {
            out.push_str(apart('`', out.chars().next_back()));
            out.push_str(&escape::code(&latex, self.in_table));
            return;
        }
        out.push_str(apart('$', out.chars().next_back()));
        out.extend(["$", &latex, "$"]);
    }

    fn named(&self, out: &mut String, what: Named<'_>, reference: &Reference, sign: &str, scheme: &str) {
        let link = (self.link)(what);
        let (label, address, sign) = match &link {
            Some(link) => (link.text.as_str(), link.address.clone(), ""),
            None => (reference.label.as_str(), format!("{scheme}:{}", reference.id), sign),
        };
        let label = escape::text(label.trim(), self.in_table);
        let address = escape::address(&address, self.in_table);
        out.extend([sign, "[", &label, "](", &address, ")"]);
    }
}

impl Piece<'_> {
    fn without(&self, mark: &Mark) -> Self {
        Self { inline: self.inline, marks: self.marks.iter().copied().filter(|other| *other != mark).collect() }
    }
}

/// Two spans that begin with the same sign would become one.
fn apart(sign: char, before: Option<char>) -> &'static str {
    if before == Some(sign) { " " } else { "" }
}

fn text(inline: &Inline) -> &str {
    match inline {
        Inline::Text { text, .. } => text,
        _ => "",
    }
}

/// The mark that goes the furthest, a link before all others, and how far it goes.
fn widest<'a>(pieces: &[Piece<'a>]) -> (Option<&'a Mark>, usize) {
    let Some(first) = pieces.first() else { return (None, 1) };
    let reach = |mark: &&Mark| pieces.iter().take_while(|piece| piece.marks.contains(mark)).count();
    let link = first.marks.iter().find(|mark| matches!(mark, Mark::Link { .. }));
    match link.or_else(|| first.marks.iter().max_by_key(|mark| reach(mark))) {
        Some(mark) => (Some(mark), reach(mark)),
        None => (None, 1),
    }
}

/// Threads of comments stay behind.
fn marks(inline: &Inline) -> Vec<&Mark> {
    match inline {
        Inline::Text { marks, .. } => marks.iter().filter(|mark| !matches!(mark, Mark::Comment { .. })).collect(),
        _ => Vec::new(),
    }
}

fn sign(mark: &Mark) -> Option<&'static str> {
    match mark {
        Mark::Bold => Some("**"),
        Mark::Italic => Some("_"),
        Mark::Strike => Some("~~"),
        _ => None,
    }
}

pub(super) fn tag(mark: &Mark) -> &'static str {
    match mark {
        Mark::Bold => "strong",
        Mark::Italic => "em",
        Mark::Strike => "del",
        Mark::Underline => "u",
        Mark::Highlight => "mark",
        Mark::Code => "code",
        Mark::Comment { .. } | Mark::Link { .. } => "span",
    }
}

/// Whether the sign is taken for one that opens before the text and closes after it.
fn flanks(sign: &str, text: &str, before: Option<char>, after: Option<char>) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation());
    let [first, last] = [text.chars().next(), text.chars().next_back()];
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if sign == "_" || sign == "~~" {
        return apart(before)
            && apart(after)
            && before != Some('_')
            && after != Some('_')
            && before != Some('~')
            && after != Some('~');
    }
    (is_word(first) || apart(before)) && (is_word(last) || apart(after))
}

/// Latex that a parser takes for such between two dollar signs.
pub(super) fn is_simple_math(latex: &str) -> bool {
    let mut depth = 0_i32;
    let mut before = ' ';
    for c in latex.chars() {
        match c {
            '$' | '`' | '\0' => return false,
            '{' if before != '\\' => depth += 1,
            '}' if before != '\\' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
        before = c;
    }
    let edge = |c: Option<char>| c.is_none_or(char::is_whitespace);
    depth == 0 && !edge(latex.chars().next()) && !edge(latex.chars().next_back()) && !latex.ends_with('\\')
}
