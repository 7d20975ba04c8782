//! How what is written becomes durable.

use super::{
    Room, TOUCH_EVERY,
    batch::{Batch, Flight, Landed},
};
use crate::collab::protocol::{self, close};
use atrium::{
    Error, Result,
    ids::PersonId,
    wiki::{
        content::{self, Anatomy, Appended, State, Written},
        level::Level,
    },
};
use std::collections::HashMap;
use tokio::time::Instant;
use yrs::{ReadTxn, StateVector, Transact};

impl Room {
    /// Sends what has gathered on its way to the log. One batch is on its way at a time.
    pub(super) fn take_off(&mut self) {
        let now = Instant::now();
        let batch = std::mem::take(&mut self.batch);
        let asks = std::mem::take(&mut self.asks);
        let answers = self.answers(&asks);
        let touch = !batch.lines.is_empty() && self.touched_at.is_none_or(|at| now >= at + TOUCH_EVERY);
        if touch {
            self.touched_at = Some(now);
        }
        let mut flight = Flight::new(self.rooms.db.clone(), self.key, self.held, self.epoch, batch, touch);
        (flight.asks, flight.answers) = (asks, answers);
        self.flight = Some(flight);
    }

    pub(super) async fn landed(&mut self, landed: Landed) {
        let Some(flight) = self.flight.take() else { return };
        metrics::histogram!("atrium_page_commit_seconds").record(flight.began.elapsed().as_secs_f64());
        match landed {
            Ok(Some(Appended::Refused(levels))) => self.begin_anew_without(&levels, flight).await,
            Ok(appended) => {
                self.lines += flight.lines;
                self.bytes += flight.bytes;
                self.tell_of(&flight);
                if let Some(Appended::UpTo(last)) = appended {
                    let written = i64::try_from(flight.lines).unwrap_or(i64::MAX);
                    // Otherwise somebody wrote to the log before us: that is read, and then we are as far.
                    if last == self.seq + written {
                        self.seq = last;
                    } else {
                        self.catch_up().await;
                    }
                }
            }
            // Written anew.
            Err(Error::Conflict { current: Some(_) }) => self.let_go(close::OTHER_EPOCH),
            Err(Error::NotFound) => self.let_go(close::NOT_THERE),
            Err(error) => {
                // Who wrote it has it, and brings it again.
                tracing::warn!(page = %self.key.page_id, %error, "a page could not be written; everybody begins anew");
                self.let_go(close::BUSY);
            }
        }
    }

    /// Some who wrote may not any more, and so nothing of the batch was kept: where somebody takes out a paragraph that
    /// another types in, the one edit names the other. The document becomes again what the log has, and everybody else is
    /// asked for what it lacks. They stay, and bring what they wrote once more.
    async fn begin_anew_without(&mut self, levels: &HashMap<PersonId, Level>, flight: Flight) {
        self.set_levels(levels);
        self.batch = Batch::default();
        self.is_spoilt = false;
        self.touched_at = None;
        let (db, key) = (&self.rooms.db, self.key);
        let load = async { Ok::<_, Error>((content::open(db, key).await?, content::owners(db, key).await?)) };
        let (opened, owners) = match load.await {
            Ok((opened, owners)) if opened.epoch == self.epoch && opened.last_seq == self.seq => (opened, owners),
            _ => return self.let_go(close::BUSY),
        };
        (self.doc, self.watch, self.owners) = (opened.doc, opened.watch, owners);
        (self.lines, self.bytes, self.weight) = (opened.lines, opened.bytes, content::weight(&self.doc));
        let known = self.doc.transact().state_vector();
        self.fall_back(&known);
        for client in self.clients.values_mut().filter(|client| client.may_write()) {
            client.owes_rest = true;
            client.out.send(protocol::has(known.clone()));
        }
        // Who asked is answered with what is kept, unless they have asked again.
        for (who, asked) in flight.asks {
            if self.clients.contains_key(&who) {
                self.asks.entry(who).or_insert(asked);
            }
        }
    }

    /// Takes in what others wrote to the log: a version that was restored, the mark of a comment.
    pub(super) async fn catch_up(&mut self) {
        self.look_again = false;
        let Ok(updates) = content::updates_after(&self.rooms.db, self.key, self.seq).await else {
            return self.let_go(close::BUSY);
        };
        for Written { seq, epoch, person_id, data } in updates {
            if epoch != self.epoch {
                return self.let_go(close::OTHER_EPOCH);
            }
            let known = self.doc.transact().state_vector();
            let read = Anatomy::of(&data).and_then(|anatomy| {
                let news = content::apply(&self.doc, &self.watch, &data, &anatomy)?;
                self.owners.give(anatomy.writers(&known), person_id);
                Ok(news)
            });
            self.lines += 1;
            self.bytes += data.len();
            match read {
                Ok(Some(news)) => {
                    self.weight += content::weight_of(&news);
                    self.changed(Instant::now());
                    self.tell_all(&protocol::update(news));
                }
                Ok(None) => {}
                Err(_) => return self.let_go(close::BUSY),
            }
            self.seq = seq;
        }
    }

    /// Loads the document anew, and what is not in the log yet into it. Nobody notices, unless others wrote to the log
    /// meanwhile: what the document has already can be told to nobody, and so everybody begins anew.
    pub(super) async fn mend(&mut self) {
        if self.flight.is_some() {
            let landed = Flight::landing(&mut self.flight).await;
            self.landed(landed).await;
        }
        if self.over {
            return;
        }
        self.is_spoilt = false;
        let opened = match content::open(&self.rooms.db, self.key).await {
            Ok(opened) if opened.epoch == self.epoch && opened.last_seq == self.seq => opened,
            _ => return self.let_go(close::BUSY),
        };
        for line in &self.batch.lines {
            let added = Anatomy::of(&line.data)
                .and_then(|anatomy| content::apply(&opened.doc, &opened.watch, &line.data, &anatomy));
            if added.is_err() {
                return self.let_go(close::BUSY);
            }
        }
        self.doc = opened.doc;
        self.watch = opened.watch;
    }

    /// Writes the state down, and takes out of the log what it contains.
    pub(super) async fn compact(&mut self) {
        self.weight = content::weight(&self.doc);
        let Some(keeper) = self.keeper else { return };
        let (state, known) = (content::state_of(&self.doc), self.doc.transact().state_vector());
        let state = match proven(state, known).await {
            Ok(state) => state,
            Err(error) => {
                // The log can be loaded. It is tried again after as many lines more.
                tracing::error!(page = %self.key.page_id, %error, "a page's state would not load again; its log stays");
                (self.lines, self.bytes) = (0, 0);
                return;
            }
        };
        let written =
            content::compact(&self.rooms.db, self.key, &self.held, keeper, self.epoch, self.seq, &state).await;
        match written {
            Ok(()) => {}
            Err(Error::Conflict { .. }) => return self.let_go(close::BUSY),
            // The log holds everything; it is tried again after as many lines more.
            Err(error) => tracing::warn!(page = %self.key.page_id, %error, "a page's log was not brought together"),
        }
        (self.lines, self.bytes) = (0, 0);
    }

    /// Ends a room that nobody is in.
    pub(super) async fn close_down(&mut self) {
        self.keep_session().await;
        self.save_texts().await;
        if self.lines > 0 {
            self.compact().await;
        }
        let _ = content::give_back(&self.rooms.db, self.key, &self.held).await;
        self.over = true;
    }

    /// The program stops: what was taken in is written and answered for, and everybody comes again.
    pub(super) async fn stop(&mut self) {
        while !self.over && (self.flight.is_some() || !self.batch.is_empty()) {
            if self.flight.is_none() {
                self.take_off();
            }
            let landed = Flight::landing(&mut self.flight).await;
            self.landed(landed).await;
        }
        if !self.over {
            self.keep_session().await;
        }
        let _ = content::give_back(&self.rooms.db, self.key, &self.held).await;
        self.let_go(close::RESTART);
    }
}

/// Loads a state once more, beside what else there is to do, to see that it can take the place of what was there.
pub(super) async fn proven(state: Vec<u8>, known: StateVector) -> Result<State> {
    tokio::task::spawn_blocking(move || State::proven(state, &known)).await.map_err(Error::internal)?
}
