//! How many marks that may overlap lie over how many pieces of a text.
//!
//! Yrs copies every mark that is open for every piece, and the HTML says them again: many over many would take as much
//! memory as both multiplied. Here a document is gone through as it is encoded, which takes as long as it has parts.

mod watched;

pub(super) use watched::Watched;

use crate::wiki::document::Misfit;
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::Arc,
};
use yrs::{
    Any, ID, IdSet, ReadTxn, StateVector,
    block::{ClientID, ItemContent},
    encoding::read::{Error, Read},
    updates::decoder::{Decode, Decoder, DecoderV1},
};

/// Pieces times the marks that may be open over them, in all texts of a page.
const MOST: usize = 100_000;
/// In one text.
const MOST_MARKS: usize = 1_000;

/// Refuses a document with too much of it.
pub(super) fn check(txn: &impl ReadTxn) -> Result<(), Misfit> {
    if Parts::of_all(txn)?.count().is_more_than(1) { Err(Misfit::Overlaps) } else { Ok(()) }
}

/// Refuses one with half of it: who comments leaves room to those who write, who could not go on without any.
pub(super) fn check_before_more(txn: &impl ReadTxn) -> Result<(), Misfit> {
    if Parts::of_all(txn)?.count().is_more_than(2) { Err(Misfit::Overlaps) } else { Ok(()) }
}

/// A document with too much of it, encoded, without those marks; nothing where it can be read as it is.
pub(super) fn lightened(txn: &impl ReadTxn) -> Result<Option<Vec<u8>>, Misfit> {
    let bytes = txn.encode_state_as_update_v1(&StateVector::default());
    let parts = Parts::of(&bytes).map_err(|_| STRANGE)?;
    Ok(parts.count().is_more_than(1).then(|| parts.without_marks(&bytes)))
}

const STRANGE: Misfit = Misfit::Content { inside: "doc" };

/// The parts of a document or of an update, each client's in their order.
#[derive(Default)]
struct Parts {
    list: Vec<Part>,
    clients: HashMap<ClientID, Range<usize>>,
    deleted: IdSet,
    /// Where marks that may overlap are in the bytes.
    marks: Vec<Bytes>,
}

struct Part {
    id: ID,
    place: Place,
    holds: Holds,
}

/// Where a part says that it stands.
#[derive(Clone, Copy)]
enum Place {
    /// In the root, or nowhere any more.
    Top,
    In(ID),
    /// In whatever this one is in.
    Beside(ID),
}

enum Holds {
    Characters,
    Node,
    /// The beginning of a mark that may overlap others of its kind.
    Mark(Arc<str>),
    /// The beginning of another mark, or the end of any.
    Format,
    Nothing,
}

/// The byte that says what a part is, and those with what it holds.
struct Bytes {
    kind: usize,
    content: Range<usize>,
}

/// What stands in one text.
#[derive(Default)]
struct Text<'a> {
    characters: usize,
    nodes: usize,
    formats: usize,
    marks: HashSet<&'a str>,
}

/// How much there is in a document.
#[derive(Debug)]
struct Count {
    /// Pieces times the marks that may be open over them, in all texts.
    all: usize,
    /// The most marks in one text.
    marks: usize,
    /// The most pieces in one text.
    pieces: usize,
}

impl Parts {
    fn of_all(txn: &impl ReadTxn) -> Result<Self, Misfit> {
        Self::of(&txn.encode_state_as_update_v1(&StateVector::default())).map_err(|_| STRANGE)
    }

    fn of(bytes: &[u8]) -> Result<Self, Error> {
        let mut reader = Reader { bytes, from: DecoderV1::from(bytes) };
        let mut all = Self::default();
        for _ in 0..reader.from.read_len()? {
            let count = reader.from.read_len()?;
            let client = reader.from.read_client()?;
            let mut clock = reader.from.read_len()?;
            let first = all.list.len();
            for _ in 0..count {
                let (length, place, holds, at) = reader.part()?;
                if let (Holds::Mark(_), Some(at)) = (&holds, at) {
                    all.marks.push(at);
                }
                all.list.push(Part { id: ID::new(client, clock), place, holds });
                clock = clock.saturating_add(length);
            }
            all.clients.insert(client, first..all.list.len());
        }
        all.deleted = IdSet::decode(&mut reader.from)?;
        Ok(all)
    }

    /// Counts no less than there is, and so need not know in which order the parts stand. Without such marks it is spared:
    /// there may be any number of pieces then.
    fn count(&self) -> Count {
        if self.marks.is_empty() {
            return Count { all: 0, marks: 0, pieces: usize::MAX };
        }
        let mut texts: HashMap<ID, Text<'_>> = HashMap::new();
        for (at, owner) in self.list.iter().zip(self.owners()) {
            let Some(owner) = owner.filter(|_| !self.deleted.contains(&at.id)) else { continue };
            match &at.holds {
                Holds::Characters => texts.entry(owner).or_default().characters += 1,
                Holds::Node => texts.entry(owner).or_default().nodes += 1,
                Holds::Format => texts.entry(owner).or_default().formats += 1,
                Holds::Mark(name) => {
                    let text = texts.entry(owner).or_default();
                    text.formats += 1;
                    text.marks.insert(name);
                }
                Holds::Nothing => {}
            }
        }
        Count {
            all: texts.values().map(|text| text.marks.len().saturating_mul(text.pieces())).sum(),
            marks: texts.values().map(|text| text.marks.len()).max().unwrap_or_default(),
            pieces: texts.values().map(Text::pieces).max().unwrap_or_default(),
        }
    }

    /// What each part is in.
    fn owners(&self) -> Vec<Option<ID>> {
        let mut owners = vec![None; self.list.len()];
        let mut seen = vec![false; self.list.len()];
        let mut chain = Vec::new();
        for first in 0..self.list.len() {
            let mut at = first;
            let owner = loop {
                if seen[at] {
                    break owners[at];
                }
                seen[at] = true;
                chain.push(at);
                match self.list[at].place {
                    Place::Top => break None,
                    Place::In(owner) => break Some(owner),
                    Place::Beside(other) => match self.find(other) {
                        Some(other) => at = other,
                        None => break None,
                    },
                }
            };
            for at in chain.drain(..) {
                owners[at] = owner;
            }
        }
        owners
    }

    fn find(&self, id: ID) -> Option<usize> {
        let range = self.clients.get(&id.client)?.clone();
        let before = self.list[range.clone()].partition_point(|part| part.id.clock <= id.clock);
        Some(range.start + before.checked_sub(1)?)
    }

    /// The bytes with what was deleted in the place of each such mark: no part changes its number.
    fn without_marks(&self, bytes: &[u8]) -> Vec<u8> {
        const FLAGS: u8 = 0b1110_0000;
        const DELETED: u8 = 1;
        const ONE: u8 = 1;
        let mut light = Vec::with_capacity(bytes.len());
        let mut from = 0;
        for mark in &self.marks {
            light.extend_from_slice(&bytes[from..mark.kind]);
            light.push((bytes[mark.kind] & FLAGS) | DELETED);
            light.extend_from_slice(&bytes[mark.kind + 1..mark.content.start]);
            light.push(ONE);
            from = mark.content.end;
        }
        light.extend_from_slice(&bytes[from..]);
        light
    }
}

impl Count {
    /// Whether it is more than this part of the most.
    fn is_more_than(&self, part: usize) -> bool {
        self.all > MOST / part || self.marks > MOST_MARKS / part
    }
}

impl Text<'_> {
    /// Between two pieces of text there is a format or a node.
    fn pieces(&self) -> usize {
        self.characters.min(self.formats + self.nodes + 1) + self.nodes
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    from: DecoderV1<'a>,
}

impl Reader<'_> {
    /// How many numbers of its client a part takes, where it stands, what it holds, and where that is.
    fn part(&mut self) -> Result<(u32, Place, Holds, Option<Bytes>), Error> {
        const COLLECTED: u8 = 0;
        const SKIPPED: u8 = 10;
        const LEFT: u8 = 0b1000_0000;
        const RIGHT: u8 = 0b0100_0000;
        const KEYED: u8 = 0b0010_0000;
        let kind = self.at()?;
        let info = self.from.read_info()?;
        if info == COLLECTED || info == SKIPPED {
            return Ok((self.from.read_len()?, Place::Top, Holds::Nothing, None));
        }
        let left = if info & LEFT == 0 { None } else { Some(self.from.read_left_id()?) };
        let right = if info & RIGHT == 0 { None } else { Some(self.from.read_right_id()?) };
        let place = match left.or(right) {
            Some(other) => Place::Beside(other),
            None => self.parent(info & KEYED != 0)?,
        };
        let start = self.at()?;
        let content = ItemContent::decode(&mut self.from, info & 0b1111)?;
        let end = self.at()?;
        let length = content.len_utf16();
        let holds = match content {
            ItemContent::String(_) => Holds::Characters,
            ItemContent::Type(_) | ItemContent::Embed(_) => Holds::Node,
            // The name of one that may overlap ends with a hash.
            ItemContent::Format(name, value) if name.contains("--") && !matches!(*value, Any::Null) => {
                Holds::Mark(name)
            }
            ItemContent::Format(..) => Holds::Format,
            _ => Holds::Nothing,
        };
        Ok((length, place, holds, Some(Bytes { kind, content: start..end })))
    }

    fn parent(&mut self, is_keyed: bool) -> Result<Place, Error> {
        let place = if self.from.read_parent_info()? {
            self.from.read_string()?;
            Place::Top
        } else {
            Place::In(self.from.read_left_id()?)
        };
        if is_keyed {
            self.from.read_string()?;
        }
        Ok(place)
    }

    /// How far it has read.
    fn at(&mut self) -> Result<usize, Error> {
        Ok(self.bytes.len() - self.from.read_to_end()?.len())
    }
}
