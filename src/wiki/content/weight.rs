//! What a document takes while somebody has it open. How long it is as it is stored says little of that: there, a
//! thousand parts that are alike are as long as one.

use super::Anatomy;
use crate::wiki::document::{self, Document};
use yrs::{
    Any, Doc, ID, ReadTxn, StateVector, Transact, block::ClientID, encoding::write::Write, updates::encoder::Encoder,
};

/// What a document may weigh: beyond it nothing more is taken. A paper that was typed in 260,000 strokes weighs 1.3 MB.
pub const LARGEST: usize = 30 * 1024 * 1024;

/// For each part, beside what it says: as much as it takes at least.
pub(super) const PART: usize = 100;

/// About what a document weighs.
pub fn weight(doc: &Doc) -> usize {
    let mut scale = Scale::default();
    doc.transact().encode_state_as_update(&StateVector::default(), &mut scale);
    scale.bytes + scale.parts * PART
}

/// Whether a document that weighed so much may weigh this now. One that is too heavy may become lighter.
pub fn may_weigh(now: usize, before: usize) -> bool {
    now <= LARGEST.max(before)
}

/// About what a document will weigh that is made of this, without the letters.
pub fn weight_to_be(document: &Document) -> usize {
    /// Of a part: whose it is, what it is called, and beside what it stands.
    const NAMES: usize = 40;
    document::parts(document) * (PART + NAMES)
}

/// About what a document weighs more with an update that was nothing but news to it. Parts of the same kind that follow
/// one another become one later on: then it is weighed again.
pub fn weight_of(news: &[u8]) -> usize {
    Anatomy::of(news).map_or(news.len(), |anatomy| anatomy.weight())
}

/// Counts what is written in the first encoding, and keeps nothing of it.
#[derive(Default)]
struct Scale {
    bytes: usize,
    parts: usize,
}

impl Scale {
    fn write_id(&mut self, id: &ID) {
        self.write_client(id.client);
        self.write_var(id.clock);
    }
}

impl Write for Scale {
    fn write_all(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len();
    }
}

impl Encoder for Scale {
    fn to_vec(self) -> Vec<u8> {
        Vec::new()
    }

    fn reset_ds_cur_val(&mut self) {}

    fn write_ds_clock(&mut self, clock: u32) {
        self.write_var(clock);
    }

    fn write_ds_len(&mut self, length: u32) {
        self.write_var(length);
    }

    fn write_left_id(&mut self, id: &ID) {
        self.write_id(id);
    }

    fn write_right_id(&mut self, id: &ID) {
        self.write_id(id);
    }

    fn write_client(&mut self, client: ClientID) {
        self.write_var(client.get());
    }

    /// Said once of each part.
    fn write_info(&mut self, info: u8) {
        self.parts += 1;
        self.write_u8(info);
    }

    fn write_parent_info(&mut self, is_root: bool) {
        self.write_u8(u8::from(is_root));
    }

    fn write_type_ref(&mut self, info: u8) {
        self.write_u8(info);
    }

    fn write_len(&mut self, length: u32) {
        self.write_var(length);
    }

    /// Values are held one by one, and so are those in a list.
    fn write_any(&mut self, value: &Any) {
        self.parts += 1;
        if let Any::Array(values) = value {
            self.parts += values.len();
        }
        value.encode(self);
    }

    fn write_json(&mut self, value: &Any) {
        value.encode(self);
    }

    fn write_key(&mut self, key: &str) {
        self.write_string(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wiki::{
        content::{ROOT, from_parts, new_doc, state_of},
        document::{markdown, yjs},
    };
    use yrs::{Text, Xml, XmlElementPrelim, XmlFragment, XmlTextPrelim};

    /// A paragraph with empty texts of client 1 in a row.
    fn chained(count: u32) -> Vec<u8> {
        let mut update = vec![1];
        update.write_var(count + 2);
        update.extend([1, 0, 7, 1]);
        update.write_string(ROOT);
        update.push(3);
        update.write_string("paragraph");
        update.extend([7, 0, 1, 0, 6]);
        for clock in 1..=count {
            update.extend([0x87, 1]);
            update.write_var(clock);
            update.push(6);
        }
        update.push(0);
        update
    }

    #[test]
    fn parts_that_are_stored_in_a_few_bytes_weigh_what_they_take() {
        let update = chained(10_000);
        let doc = from_parts(&state_of(&new_doc()), std::slice::from_ref(&update)).unwrap();
        assert!(state_of(&doc).len() < 1_000, "{}", state_of(&doc).len());
        assert_eq!(weight(&doc), update.len() + 10_002 * PART);
        assert_eq!(weight_of(&update), weight(&doc));
    }

    #[test]
    fn what_is_too_heavy_may_become_lighter_and_nothing_becomes_too_heavy() {
        assert!(may_weigh(LARGEST, 0) && !may_weigh(LARGEST + 1, LARGEST));
        assert!(may_weigh(LARGEST + 8, LARGEST + 9) && !may_weigh(LARGEST + 9, LARGEST + 8));
    }

    #[test]
    fn what_is_to_become_a_page_is_known_to_weigh_about_as_much_as_it_will() {
        let text =
            "# Rota\n\nMia *opens* and **closes**.\n\n|Day|Who|\n|-|-|\n|Mo|[Mia](https://example.org)|\n|Tu||\n";
        let document = markdown::read(text);
        let (will, is) = (weight_to_be(&document), weight(&yjs::write(&document)));
        assert!(will * 4 > is * 3 && will * 3 < is * 4, "{will} {is}");
    }

    #[test]
    fn what_an_update_weighs_is_what_the_document_weighs_with_it() {
        let doc = new_doc();
        let root = doc.get_or_insert_xml_fragment(ROOT);
        let update = {
            let mut tx = doc.transact_mut();
            let cell = root.push_back(&mut tx, XmlElementPrelim::empty("tableCell"));
            cell.insert_attribute(&mut tx, "colwidth", Any::from(vec![Any::Null, Any::from(80_i64)]));
            let paragraph = cell.push_back(&mut tx, XmlElementPrelim::empty("paragraph"));
            paragraph.push_back(&mut tx, XmlTextPrelim::new("larkspur"));
            tx.encode_update_v1()
        };
        // The cell, its widths and what they are, the paragraph, its text and the letters.
        assert_eq!(weight_of(&update), update.len() + 8 * PART);
        assert_eq!(weight(&doc), weight_of(&update));
    }

    #[test]
    fn what_is_typed_letter_by_letter_is_one_part_in_the_end() {
        let doc = new_doc();
        let root = doc.get_or_insert_xml_fragment(ROOT);
        let text = {
            let mut tx = doc.transact_mut();
            let paragraph = root.push_back(&mut tx, XmlElementPrelim::empty("paragraph"));
            paragraph.push_back(&mut tx, XmlTextPrelim::new(""))
        };
        for at in 0..1_000 {
            text.insert(&mut doc.transact_mut(), at, "x");
        }
        assert!(weight(&doc) < 1_100 + 4 * PART, "{}", weight(&doc));
    }
}
