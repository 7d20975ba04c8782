//! A document as it is stored.

use super::doc::{from_parts, state_of};
use crate::{Error, Result};
use yrs::{Doc, ReadTxn, StateVector, Transact};

/// All of a document, encoded, of which was seen that it loads again by itself and is then as far as the document was.
/// The log is given up for it; and the library's second encoding cannot hold all that the first one can, and writes
/// something else then without a word.
#[derive(Clone, Debug)]
pub struct State(Vec<u8>);

impl State {
    pub fn of(doc: &Doc) -> Result<Self> {
        Self::proven(state_of(doc), &doc.transact().state_vector())
    }

    /// Of a document that had this much. It costs as much as to load it.
    pub fn proven(bytes: Vec<u8>, known: &StateVector) -> Result<Self> {
        let doc = from_parts(&bytes, &[])?;
        let loaded = doc.transact().state_vector();
        let within = |one: &StateVector, other: &StateVector| one.iter().all(|(id, clock)| *clock <= other.get(id));
        if within(known, &loaded) && within(&loaded, known) {
            Ok(Self(bytes))
        } else {
            Err(Error::internal("a page's document is another one when it is loaded again"))
        }
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wiki::content::{Anatomy, ROOT, new_doc};
    use yrs::{GetString, block::ClientID, encoding::write::Write};

    /// So much of client 2 that is deleted already, a paragraph right of it, and one of client 1 amid what is deleted.
    fn far_on(deleted: u32) -> Vec<u8> {
        let mut update = vec![2, 2, 2, 0, 1, 1];
        update.write_string(ROOT);
        update.write_var(deleted);
        paragraph_after(&mut update, deleted - 1);
        update.extend([1, 1, 0]);
        paragraph_after(&mut update, 0);
        update.push(0);
        update
    }

    fn paragraph_after(update: &mut Vec<u8>, clock: u32) {
        update.extend([0x87, 2]);
        update.write_var(clock);
        update.push(3);
        update.write_string("paragraph");
    }

    #[test]
    fn the_furthest_that_an_update_may_reach_loads_again_and_what_does_not_is_no_state() {
        let nothing = state_of(&new_doc());
        let load = |update: Vec<u8>| from_parts(&nothing, &[update]).unwrap();
        let text = |doc: &Doc| doc.get_or_insert_xml_fragment(ROOT).get_string(&doc.transact());
        let furthest = far_on((1 << 30) - 1);
        assert!(Anatomy::of(&furthest).is_ok());
        let doc = load(furthest);
        let again = from_parts(State::of(&doc).unwrap().bytes(), &[]).unwrap();
        assert_eq!(text(&again), text(&doc));
        assert_eq!(text(&again), "<paragraph></paragraph><paragraph></paragraph>");
        assert!(State::of(&load(far_on(0x5000_0001))).is_err());
    }

    #[test]
    fn a_state_that_says_less_or_more_than_the_document_is_none() {
        let doc = new_doc();
        let one = StateVector::from_iter([(ClientID::new(2), 1)]);
        assert!(State::proven(state_of(&doc), &one).is_err());
        let nothing = state_of(&doc);
        let more = from_parts(&nothing, &[far_on(2)]).unwrap();
        assert!(State::proven(state_of(&more), &one).is_err());
        assert!(State::of(&more).is_ok());
    }
}
