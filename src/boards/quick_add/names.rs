//! People, labels and priorities by what somebody types of their names.

use crate::{
    boards::{board::PersonRef, project::Label, task::Priority},
    ids::{LabelId, PersonId},
    text::fold,
};

pub fn person(words: &[&str], people: &[PersonRef], me: Option<PersonId>) -> Option<(usize, PersonId)> {
    let mine = me.filter(|_| words.first().is_some_and(|word| fold(bare(word)) == "@me"));
    mine.map(|id| (1, id)).or_else(|| other(words, people))
}

fn other(words: &[&str], people: &[PersonRef]) -> Option<(usize, PersonId)> {
    named(words, '@', people, |person| &person.name).map(|(count, person)| (count, person.id))
}

pub fn label(words: &[&str], labels: &[Label]) -> Option<(usize, LabelId)> {
    named(words, '#', labels, |label| &label.name).map(|(count, label)| (count, label.id))
}

/// The beginning of its name is enough.
pub fn priority(word: &str) -> Option<Priority> {
    let wanted = fold(bare(word.strip_prefix('!')?));
    let begins = |priority: &Priority| !wanted.is_empty() && priority.name().starts_with(&wanted);
    Priority::ALL.into_iter().find(begins)
}

/// Without the punctuation that belongs to the sentence.
pub fn bare(word: &str) -> &str {
    word.trim_end_matches([',', ';', ':'])
}

/// The one that the words name: in full, in as many words as it has, or by one word that fits no other as well. A word
/// of a name is better than the beginning of one, and of the beginnings only the one that is alone.
fn named<'a, T>(words: &[&str], sign: char, all: &'a [T], name: impl Fn(&T) -> &str) -> Option<(usize, &'a T)> {
    let first = words.first()?.strip_prefix(sign)?;
    let mut full = None;
    for one in all {
        let length = name(one).split_whitespace().count();
        let fits = length > 0 && length <= words.len() && full.as_ref().is_none_or(|(most, _)| length > *most);
        if fits && fold(name(one)) == fold(bare(&join(first, &words[1..length]))) {
            full = Some((length, one));
        }
    }
    if full.is_some() {
        return full;
    }
    let wanted = fold(bare(first));
    if wanted.is_empty() {
        return None;
    }
    let by = |fits: &dyn Fn(&str) -> bool| {
        let mut fitting = all.iter().filter(|one| fits(&fold(name(one))));
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let one = by(&|name| together(name) == wanted)
        .or_else(|| by(&|name| name.split(' ').any(|word| word == wanted)))
        .or_else(|| by(&|name| begins(name, &wanted)))?;
    Some((1, one))
}

/// Whether a name, or a word of it, begins so. Both are folded.
pub fn begins(name: &str, wanted: &str) -> bool {
    together(name).starts_with(wanted) || name.split(' ').any(|word| word.starts_with(wanted))
}

/// A name without its spaces, as in `@annaking`.
fn together(name: &str) -> String {
    name.split_whitespace().collect()
}

fn join(first: &str, others: &[&str]) -> String {
    std::iter::once(first).chain(others.iter().copied()).collect::<Vec<_>>().join(" ")
}
