//! The chain of hashes, computed here a second time so that the database need not be believed.

use super::event::Flaw;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// One event as it is stored.
pub struct Link {
    pub seq: i64,
    /// Microseconds since 1970.
    pub at: i64,
    pub actor_id: Option<Uuid>,
    pub kind: String,
    pub project_id: Option<Uuid>,
    pub subject_id: Option<Uuid>,
    /// Absent where it was redacted.
    pub data: Option<String>,
    pub data_hash: Vec<u8>,
    pub hash: Vec<u8>,
}

/// How far the chain was followed.
pub struct Chain {
    workspace: Uuid,
    pub seq: i64,
    pub hash: Vec<u8>,
}

impl Chain {
    pub fn new(workspace: Uuid) -> Self {
        Self { workspace, seq: 0, hash: Vec::new() }
    }

    /// Follows the chain by one event, or says where it breaks.
    pub fn follow(&mut self, link: &Link) -> Result<(), (i64, Flaw)> {
        if link.seq != self.seq + 1 {
            return Err((self.seq + 1, Flaw::Missing));
        }
        if link.data.as_ref().is_some_and(|data| Sha256::digest(data.as_bytes()).as_slice() != link.data_hash) {
            return Err((link.seq, Flaw::DataChanged));
        }
        if hash(&self.hash, self.workspace, link) != link.hash {
            return Err((link.seq, Flaw::Changed));
        }
        self.seq = link.seq;
        self.hash.clone_from(&link.hash);
        Ok(())
    }
}

fn hash(previous: &[u8], workspace: Uuid, link: &Link) -> Vec<u8> {
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let fields = [
        workspace.to_string(),
        link.seq.to_string(),
        link.at.to_string(),
        id(link.actor_id),
        link.kind.clone(),
        id(link.project_id),
        id(link.subject_id),
        data_encoding::HEXLOWER.encode(&link.data_hash),
    ];
    Sha256::new().chain_update(previous).chain_update(fields.join("|")).finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::{Chain, Link, hash};
    use crate::activity::Flaw;
    use sha2::{Digest, Sha256};
    use uuid::Uuid;

    fn written(events: i64) -> Vec<Link> {
        let mut previous = Vec::new();
        (1..=events)
            .map(|seq| {
                let data = format!("{{\"n\": {seq}}}");
                let mut link = Link {
                    seq,
                    at: 1_000_000 + seq,
                    actor_id: None,
                    kind: "task.moved".to_owned(),
                    project_id: None,
                    subject_id: Some(Uuid::nil()),
                    data_hash: Sha256::digest(&data).to_vec(),
                    data: Some(data),
                    hash: Vec::new(),
                };
                link.hash = hash(&previous, Uuid::nil(), &link);
                previous.clone_from(&link.hash);
                link
            })
            .collect()
    }

    fn flaw(events: &[Link]) -> Option<(i64, Flaw)> {
        let mut chain = Chain::new(Uuid::nil());
        events.iter().find_map(|link| chain.follow(link).err())
    }

    #[test]
    fn what_is_as_it_was_written_is_sound() {
        assert_eq!(flaw(&written(5)), None);
    }

    #[test]
    fn redacted_data_does_not_break_the_chain() {
        let mut events = written(5);
        events[2].data = None;
        assert_eq!(flaw(&events), None);
    }

    #[test]
    fn a_change_is_found_where_it_was_made() {
        let mut events = written(5);
        events[2].kind = "task.archived".to_owned();
        assert_eq!(flaw(&events), Some((3, Flaw::Changed)));

        let mut events = written(5);
        events[3].data = Some("{}".to_owned());
        assert_eq!(flaw(&events), Some((4, Flaw::DataChanged)));

        let mut events = written(5);
        events.remove(1);
        assert_eq!(flaw(&events), Some((2, Flaw::Missing)));
    }
}
