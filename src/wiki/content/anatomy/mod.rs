//! Reading an update without taking it: which names it uses, and what must be there before it.
//!
//! It follows the first encoding of Yjs, with the library's own reading of numbers and texts. Names and kinds are looked
//! at and never how things contain each other: two edits that each fit may merge into a document that does not, and to
//! refuse that would leave somebody alone with their work.

mod cuts;
mod depth;
mod names;
#[cfg(test)]
mod tests;

use crate::wiki::{content::weight::PART, document::Misfit};
use cuts::{Cuts, Standing};
use depth::{Place, Places};
use std::{
    collections::{HashMap, HashSet},
    panic::{AssertUnwindSafe, catch_unwind},
};
use yrs::{
    Doc, ID, StateVector,
    block::ClientID,
    encoding::read::{Error as ReadError, Read},
    updates::decoder::{Decoder, DecoderV1},
};

/// Why an update is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It is none.
    Malformed,
    /// What it uses is not in the schema.
    Unknown(String),
    /// Of its names each is in the schema, and not in that place.
    Misplaced(Misfit),
    /// Something that it builds on is not there.
    Gap,
    /// It goes on with a client of somebody else's.
    Foreign,
    /// With it, the document would weigh more than it may.
    TooLarge,
    /// It passed for an update, and the document may be spoilt by it.
    Broken,
}

impl Flaw {
    pub fn is_of_schema(&self) -> bool {
        matches!(self, Self::Unknown(_) | Self::Misplaced(_))
    }

    /// Whether it was seen only when the document had it already.
    pub fn spoils(&self) -> bool {
        matches!(self, Self::Misplaced(_) | Self::Broken)
    }
}

/// What an update says of itself.
#[derive(Debug, Default)]
pub struct Anatomy {
    /// By client, where its parts begin, and where they end without a gap between them.
    spans: HashMap<ClientID, (u32, u32)>,
    /// By client, up to where the parts of others must be there.
    needs: HashMap<ClientID, u32>,
    has_gaps: bool,
    deleted: u32,
    cuts: Cuts,
    /// How long it is, of how many pieces what it brings is held, and how many ranges it takes out.
    bytes: usize,
    pieces: usize,
    ranges: usize,
    places: Places,
}

impl Anatomy {
    /// Reads an update and refuses what the schema does not know.
    pub fn of(update: &[u8]) -> Result<Self, Flaw> {
        let read = || {
            let mut anatomy = Self { bytes: update.len(), ..Self::default() };
            anatomy.read(&mut DecoderV1::from(update))?;
            std::mem::take(&mut anatomy.places).check()?;
            Ok(anatomy)
        };
        catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Flaw::Malformed))
    }

    /// Whether a document that is at `known` can take it at once, with nothing left waiting.
    pub fn is_whole(&self, known: &StateVector) -> bool {
        let reach = |client: &ClientID| {
            let known = known.get(client);
            match self.spans.get(client) {
                Some((from, to)) if *from <= known => known.max(*to),
                _ => known,
            }
        };
        !self.has_gaps
            && self.spans.iter().all(|(client, (from, _))| *from <= known.get(client))
            && self.needs.iter().all(|(client, clock)| *clock <= reach(client))
    }

    /// Whether a document that is at `known` has all of its insertions already. What comes after a gap may be news.
    pub fn is_known(&self, known: &StateVector) -> bool {
        !self.has_gaps && self.spans.iter().all(|(client, (_, to))| *to <= known.get(client))
    }

    /// The clients of what a document that is at `known` does not have of it. What begins further on is not counted: no
    /// document takes it before what lies between is there.
    pub fn writers(&self, known: &StateVector) -> impl Iterator<Item = ClientID> {
        let is_next = move |(client, (from, to)): &(&ClientID, &(u32, u32))| {
            let known = known.get(client);
            *from <= known && *to > known
        };
        self.spans.iter().filter(is_next).map(|(client, _)| *client)
    }

    /// How many letters and other parts it takes out, or says were taken out before.
    pub fn deleted(&self) -> u32 {
        self.deleted
    }

    /// What of them stands in this document.
    pub fn takes_out_of(&self, doc: &Doc) -> Standing {
        self.cuts.of_what_stands_in(doc)
    }

    /// About what it adds to the weight of a document that has nothing of it.
    pub fn weight(&self) -> usize {
        self.weight_with(self.ranges)
    }

    /// The same where so many of the ranges that it takes out are there: the others were taken out before.
    pub fn weight_with(&self, ranges: usize) -> usize {
        self.bytes + self.pieces * PART + Self::weight_of_cuts(ranges)
    }

    /// What lies around each is held apart from then on.
    pub fn weight_of_cuts(ranges: usize) -> usize {
        ranges * 2 * PART
    }

    fn read(&mut self, from: &mut DecoderV1<'_>) -> Result<(), Flaw> {
        let mut named = HashSet::new();
        let clients = count(from)?;
        for _ in 0..clients {
            let parts = count(from)?;
            let client = client_once(from, &mut named)?;
            let begin = count(from)?;
            let mut clock = begin;
            let mut gap = false;
            for _ in 0..parts {
                let (length, is_gap) = self.read_part(from, ID::new(client, clock))?;
                if !gap && !is_gap {
                    let span = self.spans.entry(client).or_insert((begin, begin));
                    span.1 = span.1.max(end(clock, length)?);
                }
                gap |= is_gap;
                clock = end(clock, length)?;
            }
            self.has_gaps |= gap;
        }
        named.clear();
        let deleted = count(from)?;
        for _ in 0..deleted {
            let client = client_once(from, &mut named)?;
            let ranges = count(from)?;
            for _ in 0..ranges {
                let (clock, length) = (count(from)?, count(from)?);
                self.deleted = self.deleted.saturating_add(length);
                self.ranges += 1;
                let end = end(clock, length)?;
                self.need(client, end);
                self.cuts.add(client, clock..end);
            }
        }
        Ok(())
    }

    fn need(&mut self, client: ClientID, clock: u32) {
        let need = self.needs.entry(client).or_default();
        *need = clock.max(*need);
    }

    /// What a part names as its neighbour or parent was there before it.
    fn need_id(&mut self, own: ID, other: ID) -> Result<(), Flaw> {
        if other.client == own.client && other.clock >= own.clock {
            return Err(Flaw::Malformed);
        }
        self.need(other.client, end(other.clock, 1)?);
        Ok(())
    }

    /// How many numbers of its client a part takes, and whether it stands for ones that are missing.
    fn read_part(&mut self, from: &mut DecoderV1<'_>, own: ID) -> Result<(u32, bool), Flaw> {
        const COLLECTED: u8 = 0;
        const SKIPPED: u8 = 10;
        const LEFT: u8 = 0b1000_0000;
        const RIGHT: u8 = 0b0100_0000;
        const KEYED: u8 = 0b0010_0000;
        const ELEMENT: u8 = 7;
        let info = from.read_info()?;
        self.pieces += 1;
        if info == COLLECTED || info == SKIPPED {
            let length = count(from)?;
            return if length == 0 { Err(Flaw::Malformed) } else { Ok((length, info == SKIPPED)) };
        }
        let mut place = Place::Top;
        if info & RIGHT != 0 && info & LEFT == 0 {
            let right = id(from)?;
            self.need_id(own, right)?;
            place = Place::Beside(right);
        }
        if info & LEFT != 0 {
            let left = id(from)?;
            self.need_id(own, left)?;
            place = Place::Beside(left);
            if info & RIGHT != 0 {
                let right = id(from)?;
                self.need_id(own, right)?;
            }
        }
        let mut key = None;
        if info & (LEFT | RIGHT) == 0 {
            if from.read_parent_info()? {
                names::root(from.read_string()?)?;
            } else {
                let parent = id(from)?;
                self.need_id(own, parent)?;
                place = Place::In(parent);
            }
            if info & KEYED != 0 {
                key = Some(from.read_string()?.to_owned());
            }
        }
        // Five bits, as Yjs has it; the library here looks at four of them, and would pass on what no browser can read.
        let kind = info & 0b1_1111;
        let (length, values) = names::content(from, kind, key.as_deref())?;
        self.pieces += values;
        self.places.add(own, length, place, kind == ELEMENT);
        Ok((length, false))
    }
}

/// A number below 2 to the power of `bits`. The library cuts off or folds in what is above, and would take one number for
/// another.
fn number(from: &mut DecoderV1<'_>, bits: u32) -> Result<u64, Flaw> {
    let mut number: u64 = 0;
    for shift in (0..bits).step_by(7) {
        let byte = from.read_u8()?;
        number |= u64::from(byte & 0b0111_1111) << shift;
        if byte & 0b1000_0000 == 0 {
            return if number < 1_u64 << bits { Ok(number) } else { Err(Flaw::Malformed) };
        }
    }
    Err(Flaw::Malformed)
}

/// Browsers count clients to 53 bits.
fn client(from: &mut DecoderV1<'_>) -> Result<ClientID, Flaw> {
    number(from, 53).map(ClientID::new)
}

/// Clocks have so many bits. Browsers would go on to 53, and the library here to 32 in the first encoding; but in the
/// second one, in which documents are stored, it writes how far one clock is from another, with its sign, in 31. Nobody
/// writes so much.
const CLOCK_BITS: u32 = 30;

/// A clock or a length.
fn count(from: &mut DecoderV1<'_>) -> Result<u32, Flaw> {
    u32::try_from(number(from, CLOCK_BITS)?).map_err(|_| Flaw::Malformed)
}

/// The clock after so many.
fn end(clock: u32, length: u32) -> Result<u32, Flaw> {
    clock.checked_add(length).filter(|end| *end <= 1 << CLOCK_BITS).ok_or(Flaw::Malformed)
}

/// A client that was not named before. Yjs names each once in either half of an update; in parts that are apart, it would
/// hide what is missing between them.
fn client_once(from: &mut DecoderV1<'_>, named: &mut HashSet<ClientID>) -> Result<ClientID, Flaw> {
    let client = client(from)?;
    if named.insert(client) { Ok(client) } else { Err(Flaw::Malformed) }
}

fn id(from: &mut DecoderV1<'_>) -> Result<ID, Flaw> {
    Ok(ID::new(client(from)?, count(from)?))
}

impl From<ReadError> for Flaw {
    fn from(_: ReadError) -> Self {
        Self::Malformed
    }
}
