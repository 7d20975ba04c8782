//! Which parts of one sequence of blocks are which parts of another: what stayed, what was changed, what is new.

use super::{
    element::{Child, Element},
    sequence::operations,
    words,
};
use similar::DiffOp;
use std::collections::HashMap;

/// Where the parts stand in the two sequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Same(usize, usize),
    Changed(usize, usize),
    Removed(usize),
    Added(usize),
}

/// More pairs than these are not compared with each other; then the order decides.
const MOST_PAIRS: usize = 10_000;
/// Blocks of which less than this part of the words is the same are two blocks.
const LEAST_ALIKE: usize = 30;

/// In the order of both.
pub(super) fn align(old: &[&Element], new: &[&Element]) -> Vec<Step> {
    let (old_keys, new_keys) = keys(old, new);
    let mut steps = Vec::new();
    for op in operations(&old_keys, &new_keys) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                steps.extend((0..len).map(|at| Step::Same(old_index + at, new_index + at)));
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                steps.extend((old_index..old_index + old_len).map(Step::Removed));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                steps.extend((new_index..new_index + new_len).map(Step::Added));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let pairs = pairs(&old[old_index..old_index + old_len], &new[new_index..new_index + new_len]);
                replaced(&mut steps, (old_index, old_len), (new_index, new_len), &pairs);
            }
        }
    }
    steps
}

/// Equal elements have the same number.
fn keys<'a>(old: &[&'a Element], new: &[&'a Element]) -> (Vec<usize>, Vec<usize>) {
    let mut numbers: HashMap<&'a Element, usize> = HashMap::new();
    let mut number = |element: &&'a Element| {
        let next = numbers.len();
        *numbers.entry(element).or_insert(next)
    };
    (old.iter().map(&mut number).collect(), new.iter().map(&mut number).collect())
}

/// Goes through both sides of a replacement, the pairs being in the order of both.
fn replaced(steps: &mut Vec<Step>, old: (usize, usize), new: (usize, usize), pairs: &[(usize, usize)]) {
    let (mut from, mut to) = (0, 0);
    for &(i, j) in pairs.iter().chain([&(old.1, new.1)]) {
        steps.extend((from..i).map(|i| Step::Removed(old.0 + i)));
        steps.extend((to..j).map(|j| Step::Added(new.0 + j)));
        if i < old.1 && j < new.1 {
            steps.push(Step::Changed(old.0 + i, new.0 + j));
        }
        (from, to) = (i + 1, j + 1);
    }
}

/// Which of the old ones became which of the new ones, so that as many words as possible stay where they are.
fn pairs(old: &[&Element], new: &[&Element]) -> Vec<(usize, usize)> {
    let mut old_words: Vec<_> = old.iter().map(|element| words_of(element)).collect();
    let mut new_words: Vec<_> = new.iter().map(|element| words_of(element)).collect();
    old_words.iter_mut().chain(&mut new_words).for_each(|words| words.sort_unstable());
    let alike = |i: usize, j: usize| match (old.get(i), new.get(j)) {
        (Some(a), Some(b)) if a.name == b.name => alike(&old_words[i], &new_words[j]),
        _ => 0,
    };
    if old.len() * new.len() > MOST_PAIRS {
        return (0..old.len().min(new.len())).filter(|&at| alike(at, at) > 0).map(|at| (at, at)).collect();
    }
    best(old.len(), new.len(), alike)
}

/// The pairs with the greatest sum, in the order of both.
fn best(old: usize, new: usize, alike: impl Fn(usize, usize) -> usize) -> Vec<(usize, usize)> {
    let mut sums = vec![vec![0; new + 1]; old + 1];
    let weights: Vec<Vec<usize>> = (0..old).map(|i| (0..new).map(|j| alike(i, j)).collect()).collect();
    for i in (0..old).rev() {
        for j in (0..new).rev() {
            let paired = if weights[i][j] > 0 { weights[i][j] + sums[i + 1][j + 1] } else { 0 };
            sums[i][j] = paired.max(sums[i + 1][j]).max(sums[i][j + 1]);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < old && j < new {
        if sums[i][j] == sums[i + 1][j] {
            i += 1;
        } else if sums[i][j] == sums[i][j + 1] {
            j += 1;
        } else {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        }
    }
    pairs
}

/// How many percent of the words are the same; 0 when that is too few.
fn alike(old: &[&str], new: &[&str]) -> usize {
    let (mut i, mut j, mut same) = (0, 0, 0);
    while let (Some(a), Some(b)) = (old.get(i), new.get(j)) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, same) = (i + 1, j + 1, same + 1),
        }
    }
    match old.len() + new.len() {
        0 => 100,
        all => Some(200 * same / all).filter(|percent| *percent >= LEAST_ALIKE).unwrap_or_default(),
    }
}

fn words_of(element: &Element) -> Vec<&str> {
    let mut found = Vec::new();
    for child in &element.children {
        match child {
            Child::Element(child) => found.extend(words_of(child)),
            Child::Text(runs) => found.extend(runs.iter().flat_map(|run| words::words(&run.text))),
        }
    }
    found
}
