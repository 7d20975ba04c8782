//! How deep elements of an update lie in each other. The library goes down by recursion when it deletes, so this is asked
//! before it is given any.

use super::Flaw;
use crate::wiki::document::MOST_DEEP;
use std::collections::HashMap;
use yrs::{ID, block::ClientID};

/// Where a part says that it stands.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// Right below the root.
    Top,
    In(ID),
    /// In whatever this one is in.
    Beside(ID),
}

/// The parts of an update with their places.
#[derive(Debug, Default)]
pub struct Places {
    parts: Vec<(ID, u32, Place)>,
    elements: usize,
}

#[derive(Clone, Copy)]
enum Depth {
    Unknown,
    Asked,
    Known(usize),
}

impl Places {
    pub fn add(&mut self, id: ID, length: u32, place: Place, is_element: bool) {
        self.parts.push((id, length, place));
        self.elements += usize::from(is_element);
    }

    /// Refuses parts below more elements of this update than a page has levels.
    pub fn check(&self) -> Result<(), Flaw> {
        if self.elements <= MOST_DEEP {
            return Ok(());
        }
        let mut by_client: HashMap<ClientID, Vec<(u32, u32, usize)>> = HashMap::new();
        for (at, (id, length, _)) in self.parts.iter().enumerate() {
            by_client.entry(id.client).or_default().push((id.clock, id.clock.saturating_add(*length), at));
        }
        by_client.values_mut().for_each(|parts| parts.sort_unstable());
        let find = |id: ID| {
            let parts = by_client.get(&id.client)?;
            let (_, end, at) = parts[parts.partition_point(|(begin, ..)| *begin <= id.clock).checked_sub(1)?];
            (id.clock < end).then_some(at)
        };
        let mut depths = vec![Depth::Unknown; self.parts.len()];
        let mut waiting = Vec::new();
        for first in 0..self.parts.len() {
            waiting.push(first);
            while let Some(&at) = waiting.last() {
                let (above, step) = match self.parts[at].2 {
                    Place::Top => (None, 0),
                    Place::In(parent) => (find(parent), 1),
                    Place::Beside(other) => (find(other), 0),
                };
                let depth = match above.map(|above| (above, depths[above])) {
                    _ if matches!(depths[at], Depth::Known(_)) => None,
                    // What it is in was there before.
                    None => Some(0),
                    Some((_, Depth::Known(depth))) => Some(depth + step),
                    // They stand in each other.
                    Some((_, Depth::Asked)) => return Err(Flaw::Malformed),
                    Some((above, Depth::Unknown)) => {
                        depths[at] = Depth::Asked;
                        waiting.push(above);
                        continue;
                    }
                };
                waiting.pop();
                match depth {
                    Some(depth) if depth > MOST_DEEP => return Err(Flaw::Unknown("depth of elements".to_owned())),
                    Some(depth) => depths[at] = Depth::Known(depth),
                    None => {}
                }
            }
        }
        Ok(())
    }
}
