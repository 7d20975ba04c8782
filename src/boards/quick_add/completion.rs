//! What can follow an `@`, `#` or `!` while it is typed.

use super::{Meaning, Names, names::begins, words::split};
use crate::{boards::task::Priority, text::fold};
use std::ops::Range;

/// The word that is being written, in bytes, and what it could become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    pub at: Range<usize>,
    /// The best first.
    pub suggestions: Vec<Suggestion>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Without its sign.
    pub name: String,
    pub hue: Option<i16>,
    pub meaning: Meaning,
    /// What takes the place of the word, with its sign.
    pub text: String,
}

const MOST: usize = 6;

/// What the word before `caret` (in bytes) could become; nothing where it has no sign, where nothing fits, or all is written already.
pub fn completion(text: &str, caret: usize, names: Names<'_>) -> Option<Completion> {
    let before = text.get(..caret)?;
    let word = split(before).pop().filter(|word| !word.literal && word.end() == caret)?;
    let sign = word.text.chars().next().filter(|sign| ['@', '#', '!'].contains(sign))?;
    let wanted = fold(&word.text[1..]);
    let mut suggestions = match sign {
        '@' => names.people.iter().map(|one| of(sign, &one.name, Some(one.hue), Meaning::Assignee(one.id))).collect(),
        '#' => names.labels.iter().map(|one| of(sign, &one.name, Some(one.hue), Meaning::Label(one.id))).collect(),
        _ => priorities(),
    };
    suggestions.retain(|one| begins(&fold(&one.name), &wanted));
    // What begins so as a whole comes before what has such a word somewhere.
    suggestions.sort_by_key(|one| !fold(&one.name).starts_with(&wanted));
    suggestions.truncate(MOST);
    if let [only] = suggestions.as_slice()
        && fold(&only.text) == fold(word.text)
    {
        return None;
    }
    (!suggestions.is_empty()).then_some(Completion { at: word.start..caret, suggestions })
}

fn priorities() -> Vec<Suggestion> {
    let all = [Priority::Urgent, Priority::High, Priority::Medium, Priority::Low];
    all.into_iter().map(|one| of('!', one.name(), None, Meaning::Priority(one))).collect()
}

fn of(sign: char, name: &str, hue: Option<i16>, meaning: Meaning) -> Suggestion {
    Suggestion { name: name.to_owned(), hue, meaning, text: format!("{sign}{name}") }
}
