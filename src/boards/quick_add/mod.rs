//! A task in one line: "Fix the till Friday @anna #bug !high". Pure, because it is read where it is typed.
//!
//! - What is not understood stays in the title, word for word, and the title is never empty where there were words.
//! - A backslash before a word, or quotes around words, keep them as they are.
//! - Of two dates or two priorities the last one counts; the other is a word of the title.

mod completion;
mod dates;
mod names;
mod words;

#[cfg(test)]
mod tests;

pub use completion::{Completion, Suggestion, completion};

use super::{board::PersonRef, project::Label, task::Priority};
use crate::{
    day::Day,
    ids::{LabelId, PersonId},
};
use std::ops::Range;
use words::{Word, split};

/// Whom and what a text can name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Names<'a> {
    pub people: &'a [PersonRef],
    pub labels: &'a [Label],
    /// Who writes, for `@me`.
    pub me: Option<PersonId>,
}

/// What a stretch of the text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    Due(Day),
    Assignee(PersonId),
    Label(LabelId),
    Priority(Priority),
}

impl Meaning {
    /// Whether a task has one of this kind at most.
    fn is_single(self) -> bool {
        matches!(self, Self::Due(_) | Self::Priority(_))
    }
}

/// A stretch of the text that was understood, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub at: Range<usize>,
    pub meaning: Meaning,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuickAdd {
    pub title: String,
    /// In the order of the text.
    pub parts: Vec<Part>,
}

impl QuickAdd {
    pub fn due_on(&self) -> Option<Day> {
        self.parts.iter().find_map(|part| if let Meaning::Due(day) = part.meaning { Some(day) } else { None })
    }

    pub fn priority(&self) -> Priority {
        let named = |part: &Part| if let Meaning::Priority(priority) = part.meaning { Some(priority) } else { None };
        self.parts.iter().find_map(named).unwrap_or_default()
    }

    /// Each of them once.
    pub fn assignees(&self) -> Vec<PersonId> {
        self.each(|meaning| if let Meaning::Assignee(id) = meaning { Some(id) } else { None })
    }

    /// Each of them once.
    pub fn labels(&self) -> Vec<LabelId> {
        self.each(|meaning| if let Meaning::Label(id) = meaning { Some(id) } else { None })
    }

    fn each<T: PartialEq>(&self, of: impl Fn(Meaning) -> Option<T>) -> Vec<T> {
        let mut all = Vec::new();
        for one in self.parts.iter().filter_map(|part| of(part.meaning)) {
            if !all.contains(&one) {
                all.push(one);
            }
        }
        all
    }
}

/// Reads a line. No date in it is before `today`.
pub fn parse(text: &str, today: Day, names: Names<'_>) -> QuickAdd {
    let mut words = split(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let escaped = word.unescaped();
        let meaning = if word.literal { None } else { meaning_of(&words[at..], today, names) };
        match (escaped, meaning) {
            (Some(_), Some((count, _))) => {
                words[at].take_escape();
                words[at..at + count].iter_mut().for_each(|word| word.literal = true);
                at += count;
            }
            (None, Some((count, meaning))) => {
                found.push((at..at + count, meaning));
                at += count;
            }
            (Some(rest), None) if !word.literal && rest.starts_with(['@', '#', '!']) => {
                words[at].take_escape();
                at += 1;
            }
            _ => at += 1,
        }
    }
    only_the_last(&mut found);
    let in_title = |index: usize| found.iter().all(|(taken, _)| !taken.contains(&index));
    let title = join(words.iter().enumerate().filter(|(index, _)| in_title(*index)).map(|(_, word)| word.text));
    if title.is_empty() {
        return QuickAdd { title: join(words.iter().map(|word| word.text)), parts: Vec::new() };
    }
    let place = |taken: &Range<usize>| words[taken.start].start..words[taken.end - 1].end();
    let parts = found.iter().map(|(taken, meaning)| Part { at: place(taken), meaning: *meaning }).collect();
    QuickAdd { title, parts }
}

/// The text in which this stretch is meant as it is written.
pub fn take_back(text: &str, part: &Part) -> String {
    let (before, after) = text.split_at_checked(part.at.start).unwrap_or((text, ""));
    format!("{before}\\{after}")
}

fn join<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

/// What the words mean from the first on, an escape before it aside, and how many of them it takes.
fn meaning_of(words: &[Word<'_>], today: Day, names: Names<'_>) -> Option<(usize, Meaning)> {
    let open = words.iter().take_while(|word| !word.literal).take(MOST_WORDS);
    let mut seen: Vec<&str> = open.map(|word| word.text).collect();
    let first = seen.first_mut()?;
    *first = first.strip_prefix('\\').unwrap_or(first);
    match first.chars().next()? {
        '@' => names::person(&seen, names.people, names.me).map(|(count, id)| (count, Meaning::Assignee(id))),
        '#' => names::label(&seen, names.labels).map(|(count, id)| (count, Meaning::Label(id))),
        '!' => names::priority(first).map(|priority| (1, Meaning::Priority(priority))),
        _ => dates::read(&seen, today).map(|(count, day)| (count, Meaning::Due(day))),
    }
}

/// The longest that can be understood together, such as `due on 15 Dec 2027`.
const MOST_WORDS: usize = 6;

fn only_the_last(found: &mut Vec<(Range<usize>, Meaning)>) {
    let mut later = Vec::new();
    for (_, meaning) in found.iter().rev() {
        later.push(std::mem::discriminant(meaning));
    }
    let mut left = later.len();
    found.retain(|(_, meaning)| {
        left -= 1;
        !meaning.is_single() || !later[..left].contains(&std::mem::discriminant(meaning))
    });
}
