//! When a document that people write in is looked at again.
//!
//! A look goes through all of it, and so there is none until what came since the last one could be too much at its worst.
//! A part that comes may cut text in two where its left neighbour ends and where its right one begins, and is a piece
//! itself: three pieces more at most. A range that is deleted is cut out of one piece at most, which leaves one more; other
//! than that, what is taken away only makes less. Since the look `n` parts and ranges have come, `k` of them marks. A text
//! that had `m` marks over `p` pieces has at most `(m + k')(p + q')` now, and over all texts the `k'` add up to no more
//! than `k`, and the `q'` to no more than `3n`. So all of it is no more than the sum that was found, `k` times the most
//! pieces of a text, and `3n` times the most marks of a text and `k`. No mark then and none since: nothing, whatever comes.

use super::{Count, Holds, MOST, MOST_MARKS, Parts, STRANGE};
use crate::wiki::document::Misfit;
use yrs::{ReadTxn, TransactionMut};

/// So many pieces more, by one part or deleted range.
const PIECES: usize = 3;

#[derive(Debug, Default)]
pub struct Watched {
    /// What the last look found. None: nobody has looked yet.
    found: Option<Count>,
    /// Parts and deleted ranges that have come since.
    parts: usize,
    /// How many of them are marks that may overlap.
    marks: usize,
    /// How often it was looked at, without the first time, which belongs to loading it.
    looks: usize,
}

impl Watched {
    /// Who only deletes is never refused.
    pub fn look(&mut self, txn: &TransactionMut) -> Result<(), Misfit> {
        let cut: usize = txn.delete_set().iter().map(|(_, ranges)| ranges.len()).sum();
        self.parts = self.parts.saturating_add(cut);
        if txn.insert_set().is_empty() {
            return Ok(());
        }
        let brought = Parts::of(&txn.encode_update_v1()).map_err(|_| STRANGE)?;
        let marks = brought.list.iter().filter(|part| matches!(part.holds, Holds::Mark(_)));
        // What was deleted as it came does not come again, and may have cut something all the same.
        let marks = marks.filter(|mark| !brought.deleted.contains(&mark.id)).count();
        self.parts = self.parts.saturating_add(brought.list.len());
        self.marks = self.marks.saturating_add(marks);
        if self.may_be_too_much() { self.look_at_all(txn) } else { Ok(()) }
    }

    pub fn looks(&self) -> usize {
        self.looks
    }

    fn may_be_too_much(&self) -> bool {
        let Some(found) = &self.found else { return true };
        let marks = found.marks.saturating_add(self.marks);
        let marked = self.marks.saturating_mul(found.pieces);
        let grown = self.parts.saturating_mul(PIECES).saturating_mul(marks);
        found.all.saturating_add(marked).saturating_add(grown) > MOST || marks > MOST_MARKS
    }

    /// What is too much stays so until the document is thrown away: it is looked at again then, whatever comes.
    fn look_at_all(&mut self, txn: &impl ReadTxn) -> Result<(), Misfit> {
        self.looks += usize::from(self.found.is_some());
        let found = Parts::of_all(txn)?.count();
        if found.is_more_than(1) {
            return Err(Misfit::Overlaps);
        }
        *self = Self { found: Some(found), parts: 0, marks: 0, looks: self.looks };
        Ok(())
    }
}
