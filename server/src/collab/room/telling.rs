//! Who is told what of the document. What is in it and not in the log yet is told to nobody.

use super::{Room, batch::Flight};
use crate::collab::{client::ClientKey, protocol};
use axum::body::Bytes;
use std::collections::HashMap;
use yrs::{ReadTxn, StateVector, Transact};

impl Room {
    /// Somebody says what they have and asks for the rest. They hear it when all of it is kept: with what is on its way
    /// to the log next, or at once when everything is there. What they have of clients that nobody here knows is not held
    /// until then: it says nothing about what they lack, and may be as long as a frame.
    pub(super) fn asked(&mut self, who: ClientKey, known: &StateVector) {
        self.heed_how_far(who, known);
        // Who does not read is not sent the same page again and again.
        if self.clients.get(&who).is_none_or(|client| client.out.is_answering()) {
            return;
        }
        let here = self.doc.transact().state_vector();
        let of_these = here.iter().map(|(client, _)| (*client, known.get(client))).filter(|(_, clock)| *clock > 0);
        self.asks.insert(who, of_these.collect());
        self.answer_if_kept();
    }

    pub(super) fn answer_if_kept(&mut self) {
        if self.flight.is_none() && self.batch.lines.is_empty() && !self.is_spoilt {
            let asks = std::mem::take(&mut self.asks);
            let answers = self.answers(&asks);
            self.answer_each(&answers);
        }
    }

    /// To all who have asked, what they lack of the document as it stands now; but not to who is sent an answer already.
    pub(super) fn answers(&self, asks: &HashMap<ClientKey, StateVector>) -> Vec<(ClientKey, Bytes)> {
        let doc = self.doc.transact();
        let waits = |who: &ClientKey| self.clients.get(who).is_some_and(|client| !client.out.is_answering());
        let asks = asks.iter().filter(|(who, _)| waits(who));
        asks.map(|(who, known)| (*who, protocol::rest(doc.encode_state_as_update_v1(known)))).collect()
    }

    /// What was on its way is in the log: others see it, and its writers learn that it is kept.
    pub(super) fn tell_of(&mut self, flight: &Flight) {
        self.answer_each(&flight.answers);
        for (who, frame) in &flight.said {
            self.tell_others(*who, frame);
        }
        for (who, count) in &flight.counts {
            if let Some(client) = self.clients.get_mut(who) {
                client.saved = *count;
                if client.wants_acks {
                    client.out.send(protocol::saved(*count));
                }
            }
        }
    }

    fn answer_each(&self, answers: &[(ClientKey, Bytes)]) {
        for (who, answer) in answers {
            if let Some(client) = self.clients.get(who) {
                client.out.answer(answer.clone());
            }
        }
    }

    pub(super) fn tell_all(&self, frame: &Bytes) {
        for client in self.clients.values() {
            client.out.send(frame.clone());
        }
    }

    fn tell_others(&self, but: ClientKey, frame: &Bytes) {
        for (_, client) in self.clients.iter().filter(|(who, _)| **who != but) {
            client.out.send(frame.clone());
        }
    }
}
