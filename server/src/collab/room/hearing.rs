use super::Room;
use crate::collab::{
    client::ClientKey,
    limits::MOST_WRITERS,
    protocol::{self, Said, close},
};
use atrium::{
    clock,
    wiki::content::{self, Anatomy, Flaw, Line},
};
use tokio::time::Instant;
use yrs::{ReadTxn, StateVector, Transact};

/// So often may somebody, asked for all that is missing, send something that lacks parts again.
const MOST_GAPS: u8 = 3;
/// This part of what a page may weigh is kept for who takes something out of it.
const ROOM_FOR_CUTS: usize = 8;

impl Room {
    pub(super) fn hear(&mut self, who: ClientKey, frame: &[u8]) {
        let Some(client) = self.clients.get(&who) else { return };
        match Said::read(frame) {
            None => self.part(who, close::MALFORMED),
            Some(Said::Has(known)) => self.asked(who, &known),
            Some(Said::Rest(update)) => self.write(who, update, true),
            Some(Said::Update(update)) => self.write(who, update, false),
            Some(Said::Presence(mut said)) => {
                let (person, may_write) = (client.person.clone(), client.may_write());
                said.clients.retain(|id, _| self.owners.of(*id).is_none_or(|owner| owner == person.id));
                self.presence.hear(who, &person, may_write, said);
            }
            Some(Said::WhoIsHere) => {
                if let Some(everybody) = self.presence.everybody() {
                    client.out.send(protocol::presence(everybody));
                }
            }
            Some(Said::Other) => {}
        }
    }

    /// Takes an update in. `is_rest`: it is the answer to what is missing here, and so contains all of the client's.
    fn write(&mut self, who: ClientKey, update: Vec<u8>, is_rest: bool) {
        let known = self.doc.transact().state_vector();
        let Some(client) = self.clients.get_mut(&who) else { return };
        client.received += 1;
        if !client.may_write() {
            client.owes_rest = true;
            if client.wants_acks {
                client.out.send(protocol::notice(client.level, client.saved));
            }
            return;
        }
        if client.owes_rest && !is_rest {
            return;
        }
        metrics::counter!("atrium_page_updates_total").increment(1);
        match self.fitting(who, update, &known, is_rest) {
            Ok(Some((update, anatomy))) => {
                let merges = is_rest && !anatomy.is_known(&known);
                if !merges || !self.remember_before(who, update.len()) {
                    self.remember_before_cut(who, &anatomy, is_rest);
                }
                self.take_in(who, &update, &anatomy, &known);
            }
            Ok(None) => {}
            Err(flaw) => self.refuse(who, &flaw),
        }
    }

    /// The update as it can be taken; nothing when the client is first asked for what is missing.
    fn fitting(
        &mut self,
        who: ClientKey,
        update: Vec<u8>,
        known: &StateVector,
        is_rest: bool,
    ) -> Result<Option<(Vec<u8>, Anatomy)>, Flaw> {
        let anatomy = Anatomy::of(&update)?;
        self.heed_weight(who, &anatomy, known)?;
        self.heed_owners(who, &anatomy, known)?;
        let Some(client) = self.clients.get_mut(&who) else { return Ok(None) };
        if anatomy.is_whole(known) {
            client.owes_rest &= !is_rest;
            return Ok(Some((update, anatomy)));
        }
        if !is_rest {
            client.owes_rest = true;
            client.out.send(protocol::has(known.clone()));
            return Ok(None);
        }
        client.gaps += 1;
        if client.gaps > MOST_GAPS {
            return Err(Flaw::Gap);
        }
        client.owes_rest = false;
        let update = Anatomy::what_holds(&self.doc, &update)?;
        let anatomy = Anatomy::of(&update)?;
        self.heed_weight(who, &anatomy, known)?;
        self.heed_owners(who, &anatomy, known)?;
        Ok(Some((update, anatomy)))
    }

    /// Nobody goes on with what somebody else wrote with, or is seen with. What is known already is no news: who answers
    /// to what is missing may have said all that they have, of whomever. Nor is what cannot be taken yet an offence: it is
    /// left out, and what holds without it is looked at again.
    fn heed_owners(&self, who: ClientKey, anatomy: &Anatomy, known: &StateVector) -> Result<(), Flaw> {
        if anatomy.writers(known).count() > MOST_WRITERS {
            return Err(Flaw::Malformed);
        }
        let Some(client) = self.clients.get(&who) else { return Ok(()) };
        let owner = |writer| self.owners.of(writer).or_else(|| self.presence.writer(writer));
        let own = anatomy.writers(known).all(|writer| owner(writer).is_none_or(|owner| owner == client.person.id));
        if own { Ok(()) } else { Err(Flaw::Foreign) }
    }

    /// Asked before anything of it is held. Who has no news comes in however much the page weighs, and who only takes out
    /// may do so where the page becomes lighter by it: each letter weighs a byte at least. What is cut out of the middle of
    /// something leaves more pieces than there were, and so there is some room for that, and no more.
    fn heed_weight(&mut self, who: ClientKey, anatomy: &Anatomy, known: &StateVector) -> Result<(), Flaw> {
        if self.weight + anatomy.weight() <= self.largest {
            return Ok(());
        }
        // What came and went since the page was weighed last, or is named and not there any more, weighs nothing.
        self.weight = content::weight(&self.doc);
        let cut = anatomy.takes_out_of(&self.doc);
        if let Some(client) = self.clients.get(&who) {
            client.out.looked();
        }
        let left = Anatomy::weight_of_cuts(cut.ranges);
        let takes_out = anatomy.is_known(known)
            && (left <= usize::try_from(cut.clocks).unwrap_or(usize::MAX)
                || self.weight + left <= self.largest + self.largest / ROOM_FOR_CUTS);
        if takes_out || self.weight + anatomy.weight_with(cut.ranges) <= self.largest {
            Ok(())
        } else {
            Err(Flaw::TooLarge)
        }
    }

    fn take_in(&mut self, who: ClientKey, update: &[u8], anatomy: &Anatomy, known: &StateVector) {
        let Some(client) = self.clients.get(&who) else { return };
        let (person_id, count) = (client.person.id, client.received);
        if self.owners.would_be_too_many(anatomy.writers(known), person_id) {
            self.part(who, close::TOO_LARGE);
            return;
        }
        let looks = self.watch.looks();
        let taken = content::apply(&self.doc, &self.watch, update, anatomy);
        if self.watch.looks() > looks {
            client.out.looked();
        }
        match taken {
            Ok(Some(news)) => {
                self.weight += content::weight_of(&news);
                self.changed(Instant::now());
                self.memory.wrote(person_id, Instant::now());
                let writers = self.owners.give(anatomy.writers(known), person_id);
                self.batch.add(Line { person_id, at: clock::now(), data: news, writers }, who, count);
            }
            Ok(None) => self.batch.count(who, count),
            Err(flaw) => self.refuse(who, &flaw),
        }
    }

    fn refuse(&mut self, who: ClientKey, flaw: &Flaw) {
        if let Some(client) = self.clients.get(&who) {
            tracing::warn!(page = %self.key.page_id, person = %client.person.id, ?flaw, "an update was refused");
        }
        let code = match flaw {
            Flaw::Foreign => close::FOREIGN,
            Flaw::TooLarge => close::TOO_LARGE,
            _ if flaw.is_of_schema() => close::NOT_IN_SCHEMA,
            _ => close::MALFORMED,
        };
        self.part(who, code);
        // What it may have left behind in the document goes with the document.
        self.is_spoilt |= flaw.spoils();
    }
}
