//! What is kept of how the page stood: after a while of writing, before much is taken out at once, and before much comes
//! back from far away.

use super::{Room, keeping::proven};
use crate::collab::client::ClientKey;
use atrium::{
    Result, clock,
    ids::PersonId,
    wiki::{
        content::{self, Anatomy},
        version::VersionKind,
    },
};
use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};
use time::OffsetDateTime;
use tokio::time::Instant;
use yrs::{ReadTxn, StateVector, Transact};

/// Of writing, for one version.
const SESSION: Duration = Duration::from_mins(5);
/// After the last one has left: they may have lost the line for a moment.
const FAREWELL: Duration = Duration::from_secs(5);
/// Who has been away for longer is merged with care.
const LONG_AWAY: time::Duration = time::Duration::hours(1);
/// What is less is not worth a version.
const MUCH: usize = 2 * 1024;
/// For one person.
const MERGE_EVERY: Duration = Duration::from_mins(10);
/// Letters and other parts that go in one edit.
const LARGE_CUT: u32 = 200;
const CUT_EVERY: Duration = Duration::from_mins(1);
const SAMPLE_EVERY: time::Duration = time::Duration::minutes(10);

/// What a room remembers for its versions.
#[derive(Default)]
pub struct Memory {
    /// Who wrote since the last version.
    people: Vec<PersonId>,
    pub due: Option<Instant>,
    /// How the page stood before something large happened to it.
    pub(super) before: Vec<Before>,
    /// When much was taken out last.
    cut_at: Option<Instant>,
    /// When that was remembered last for whom.
    merged: HashMap<PersonId, Instant>,
    /// How far the document was at which moments, the oldest first.
    then: Vec<(OffsetDateTime, StateVector)>,
}

/// What is kept of how the page stood, as soon as nothing is on its way to the log.
pub(super) struct Before {
    kind: VersionKind,
    state: Vec<u8>,
    /// What the document had then.
    pub(super) known: StateVector,
    pub(super) people: Vec<PersonId>,
}

impl Memory {
    pub fn of(known: StateVector, changed_at: OffsetDateTime) -> Self {
        Self { then: vec![(changed_at, known)], ..Self::default() }
    }

    pub fn wrote(&mut self, person_id: PersonId, now: Instant) {
        if !self.people.contains(&person_id) {
            self.people.push(person_id);
        }
        self.due.get_or_insert(now + SESSION);
    }

    pub fn everybody_left(&mut self, now: Instant) {
        if let Some(due) = &mut self.due {
            *due = (*due).min(now + FAREWELL);
        }
    }

    /// The document has no more than this again: what it had beyond that is not kept, here either. Returns who wrote the
    /// sessions that are dropped for it.
    fn fall_back(&mut self, kept: &StateVector) -> Vec<PersonId> {
        let within = |known: &StateVector| known.iter().all(|(client, clock)| *clock <= kept.get(client));
        let (before, beyond): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.before).into_iter().partition(|before| within(&before.known));
        self.before = before;
        let sessions = beyond.into_iter().filter(|before| before.kind == VersionKind::Session);
        let people: HashSet<PersonId> = sessions.flat_map(|before| before.people).collect();
        for (_, then) in &mut self.then {
            *then = then.iter().map(|(client, clock)| (*client, kept.get(client).min(*clock))).collect();
        }
        people.into_iter().collect()
    }

    /// Whether somebody who knows this much has not heard anything for long.
    pub fn is_long_away(&mut self, known: &StateVector, current: StateVector, now: OffsetDateTime) -> bool {
        while self.then.len() > 1 && self.then[1].0 <= now - LONG_AWAY {
            self.then.remove(0);
        }
        let old = self.then.first().filter(|(at, _)| *at <= now - LONG_AWAY);
        let away = old.is_some_and(|(_, then)| then.iter().any(|(client, clock)| known.get(client) < *clock));
        if self.then.last().is_none_or(|(at, _)| *at <= now - SAMPLE_EVERY) {
            self.then.push((now, current));
        }
        away
    }
}

impl Room {
    /// Before the rest that a client brings is merged. Whether how the page stands is kept for it.
    pub(super) fn remember_before(&mut self, who: ClientKey, length: usize) -> bool {
        let Some(client) = self.clients.get_mut(&who).filter(|client| client.is_long_away && length > MUCH) else {
            return false;
        };
        client.is_long_away = false;
        let (person_id, now) = (client.person.id, Instant::now());
        if self.memory.merged.get(&person_id).is_some_and(|at| now < *at + MERGE_EVERY) {
            return false;
        }
        self.memory.merged.insert(person_id, now);
        self.remember(VersionKind::Merge, vec![person_id]);
        true
    }

    /// Before somebody takes much out. What was written until then is in that version.
    pub(super) fn remember_before_cut(&mut self, who: ClientKey, anatomy: &Anatomy, is_rest: bool) {
        let now = Instant::now();
        let Some(client) = self.clients.get(&who) else { return };
        if anatomy.deleted() < LARGE_CUT || self.memory.cut_at.is_some_and(|at| now < at + CUT_EVERY) {
            return;
        }
        // The answer to what is missing names all that was ever taken out. To find the rest, all of the page is looked at.
        if is_rest {
            client.out.looked();
            if anatomy.takes_out_of(&self.doc).clocks < LARGE_CUT {
                return;
            }
        }
        self.memory.cut_at = Some(now);
        let mut people = std::mem::take(&mut self.memory.people);
        if people.is_empty() {
            people.push(client.person.id);
        }
        self.memory.due = None;
        self.remember(VersionKind::Session, people);
    }

    /// The document is again what is kept of it. A session that had more, and ended when much was taken out, is as much as
    /// that: the cut comes once more, and may come too soon after the first to be remembered again.
    pub(super) fn fall_back(&mut self, kept: &StateVector) {
        let people = self.memory.fall_back(kept);
        if !people.is_empty() {
            self.remember(VersionKind::Session, people);
        }
    }

    fn remember(&mut self, kind: VersionKind, people: Vec<PersonId>) {
        let (state, known) = (content::state_of(&self.doc), self.doc.transact().state_vector());
        self.memory.before.push(Before { kind, state, known, people });
    }

    pub(super) async fn keep_versions(&mut self, now: Instant) {
        for before in std::mem::take(&mut self.memory.before) {
            let _ = self.keep(before.kind, before.state, before.known, &before.people).await;
        }
        if self.memory.due.is_some_and(|due| now >= due) {
            self.keep_session().await;
        }
    }

    pub(super) async fn keep_session(&mut self) {
        self.memory.due = None;
        let people = std::mem::take(&mut self.memory.people);
        if !people.is_empty() {
            let (state, known) = (content::state_of(&self.doc), self.doc.transact().state_vector());
            if self.keep(VersionKind::Session, state, known, &people).await.is_err() {
                people.into_iter().for_each(|person_id| self.memory.wrote(person_id, Instant::now()));
            }
        }
    }

    async fn keep(&mut self, kind: VersionKind, state: Vec<u8>, known: StateVector, people: &[PersonId]) -> Result<()> {
        let Some(keeper) = self.keeper else { return Ok(()) };
        let kept = match proven(state, known).await {
            Ok(state) => {
                content::keep_version(&self.rooms.db, self.key, keeper, kind, &state, people, clock::now()).await
            }
            Err(error) => Err(error),
        };
        kept.inspect_err(|error| {
            tracing::warn!(page = %self.key.page_id, %error, "a version of a page was not kept");
        })
    }

    pub(super) fn heed_how_far(&mut self, who: ClientKey, known: &StateVector) {
        let current = self.doc.transact().state_vector();
        let away = self.memory.is_long_away(known, current, clock::now());
        if let Some(client) = self.clients.get_mut(&who) {
            client.is_long_away = away;
        }
    }
}
