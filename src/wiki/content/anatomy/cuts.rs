//! What an update takes out.

use std::{collections::HashMap, ops::Range};
use yrs::{Doc, ReadTxn, Transact, block::ClientID};

/// Which clocks of which clients, as they were named: in any order, and some of them perhaps again and again.
#[derive(Debug, Default)]
pub struct Cuts(HashMap<ClientID, Vec<Range<u32>>>);

impl Cuts {
    pub fn add(&mut self, client: ClientID, clocks: Range<u32>) {
        self.0.entry(client).or_default().push(clocks);
    }

    /// How many of them a document has, and has not taken out yet.
    pub fn of_what_stands_in(&self, doc: &Doc) -> u32 {
        if self.0.is_empty() {
            return 0;
        }
        let there = doc.transact().snapshot();
        let gone: HashMap<&ClientID, Vec<Range<u32>>> =
            there.delete_set.iter().map(|(client, ranges)| (client, ranges.iter().cloned().collect())).collect();
        let nothing = Vec::new();
        let of_each = self.0.iter().map(|(client, cuts)| {
            left(cuts.clone(), gone.get(client).unwrap_or(&nothing), there.state_map.get(client))
        });
        of_each.fold(0, u32::saturating_add)
    }
}

/// How many clocks below `known` are in the cuts and not in what is gone, which is in order.
fn left(mut cuts: Vec<Range<u32>>, gone: &[Range<u32>], known: u32) -> u32 {
    cuts.sort_unstable_by_key(|cut| cut.start);
    let mut gone = gone.iter().peekable();
    let (mut count, mut from) = (0, 0);
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
                    count += range.start - from;
                    from = range.end;
                }
                _ => {
                    count += end - from;
                    from = end;
                }
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::left;

    #[test]
    fn what_is_gone_or_not_there_or_named_twice_is_not_counted() {
        let gone = [2..4, 6..8, 20..30];
        let count = |cuts: &[(u32, u32)], known| left(cuts.iter().map(|(from, to)| *from..*to).collect(), &gone, known);
        assert_eq!(count(&[(0, 10)], 100), 6);
        assert_eq!(count(&[(0, 10)], 5), 3);
        assert_eq!(count(&[(8, 20)], 100), 12);
        assert_eq!(count(&[(8, 20)], 8), 0);
        assert_eq!(count(&[(3, 7)], 100), 2);
        assert_eq!(count(&[(2, 4), (21, 29)], 100), 0);
        assert_eq!(count(&[(25, 35), (0, 10), (5, 12), (0, 10)], 32), 6 + 2 + 2);
        assert_eq!(count(&[(5, 5)], 100), 0);
    }
}
