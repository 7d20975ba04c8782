//! What an update takes out.

use std::{collections::HashMap, ops::Range};
use yrs::{Doc, ReadTxn, Transact, block::ClientID};

/// What of them a document has yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub clocks: u32,
    /// In so many pieces at most, each without a gap.
    pub ranges: usize,
}

/// Which clocks of which clients, as they were named: in any order, and some of them perhaps again and again.
#[derive(Debug, Default)]
pub struct Cuts(HashMap<ClientID, Vec<Range<u32>>>);

impl Cuts {
    pub fn add(&mut self, client: ClientID, clocks: Range<u32>) {
        self.0.entry(client).or_default().push(clocks);
    }

    /// What of them a document has, and has not taken out yet. It costs as much as to go through the document.
    pub fn of_what_stands_in(&self, doc: &Doc) -> Standing {
        if self.0.is_empty() {
            return Standing::default();
        }
        let there = doc.transact().snapshot();
        let gone: HashMap<&ClientID, Vec<Range<u32>>> =
            there.delete_set.iter().map(|(client, ranges)| (client, ranges.iter().cloned().collect())).collect();
        let nothing = Vec::new();
        let of_each = self.0.iter().map(|(client, cuts)| {
            left(cuts.clone(), gone.get(client).unwrap_or(&nothing), there.state_map.get(client))
        });
        of_each.fold(Standing::default(), Standing::and)
    }
}

impl Standing {
    fn add(&mut self, clocks: u32) {
        *self = self.and(Self { clocks, ranges: 1 });
    }

    fn and(self, other: Self) -> Self {
        Self { clocks: self.clocks.saturating_add(other.clocks), ranges: self.ranges + other.ranges }
    }
}

/// What below `known` is in the cuts and not in what is gone, which is in order.
fn left(mut cuts: Vec<Range<u32>>, gone: &[Range<u32>], known: u32) -> Standing {
    cuts.sort_unstable_by_key(|cut| cut.start);
    let mut gone = gone.iter().peekable();
    let (mut standing, mut from) = (Standing::default(), 0);
    for cut in cuts {
        from = cut.start.max(from);
        let end = cut.end.min(known);
        while from < end {
            match gone.peek() {
                Some(range) if range.end <= from => {
                    gone.next();
                }
                Some(range) if range.start <= from => from = range.end,
                Some(range) if range.start < end => {
                    standing.add(range.start - from);
                    from = range.end;
                }
                _ => {
                    standing.add(end - from);
                    from = end;
                }
            }
        }
    }
    standing
}

#[cfg(test)]
mod tests {
    use super::left;

    #[test]
    fn what_is_gone_or_not_there_or_named_twice_is_not_counted() {
        let gone = [2..4, 6..8, 20..30];
        let count = |cuts: &[(u32, u32)], known| {
            let standing = left(cuts.iter().map(|(from, to)| *from..*to).collect(), &gone, known);
            (standing.clocks, standing.ranges)
        };
        assert_eq!(count(&[(0, 10)], 100), (6, 3));
        assert_eq!(count(&[(0, 10)], 5), (3, 2));
        assert_eq!(count(&[(8, 20)], 100), (12, 1));
        assert_eq!(count(&[(8, 20)], 8), (0, 0));
        assert_eq!(count(&[(3, 7)], 100), (2, 1));
        assert_eq!(count(&[(2, 4), (21, 29)], 100), (0, 0));
        assert_eq!(count(&[(25, 35), (0, 10), (5, 12), (0, 10)], 32), (6 + 2 + 2, 5));
        assert_eq!(count(&[(5, 5)], 100), (0, 0));
    }
}
