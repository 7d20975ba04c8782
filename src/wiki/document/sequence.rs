//! What is the same in two sequences.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::hash::Hash;

/// Sequences of which more than so many parts differ are not compared further: it takes time by the square of that.
const MOST: usize = 10_000;

/// What to do with the one sequence to make it the other, in their order.
pub(super) fn operations<T: Eq + Hash>(old: &[T], new: &[T]) -> Vec<DiffOp> {
    let same = |(a, b): &(&T, &T)| a == b;
    let start = old.iter().zip(new).take_while(same).count();
    let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(same).count();
    let (old_len, new_len) = (old.len() - start - end, new.len() - start - end);
    if old_len + new_len <= MOST {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    let equal = |old_index, new_index, len| DiffOp::Equal { old_index, new_index, len };
    let all = [
        equal(0, 0, start),
        DiffOp::Replace { old_index: start, old_len, new_index: start, new_len },
        equal(start + old_len, start + new_len, end),
    ];
    all.into_iter().filter(|op| !op.old_range().is_empty() || !op.new_range().is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{MOST, operations};

    #[test]
    fn long_sequences_are_compared_at_their_ends_alone() {
        let old: Vec<usize> = (0..MOST * 2).collect();
        let mut new: Vec<usize> = old.iter().map(|n| n * 7 + 1).collect();
        (new[0], new[MOST * 2 - 1]) = (old[0], old[MOST * 2 - 1]);
        let operations = operations(&old, &new);
        assert_eq!(operations.len(), 3);
        assert_eq!(operations[1].old_range(), 1..MOST * 2 - 1);
        assert_eq!(operations[2].new_range(), MOST * 2 - 1..MOST * 2);
    }
}
