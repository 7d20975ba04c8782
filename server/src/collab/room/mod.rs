//! One open page: a task that owns its document.

mod batch;
mod hearing;
mod inbox;
mod keeping;
mod opening;
mod people;
mod telling;
#[cfg(test)]
mod tests;
mod texts;
mod versions;

use super::{
    client::{ClientKey, Out, Person},
    presence::Presence,
    protocol::{self, close},
    rooms::Rooms,
};
use atrium::{
    ids::PersonId,
    wiki::{
        content::{Held, Owners, PageKey},
        document::yjs::Watch,
        level::Level,
    },
};
use batch::{Batch, Flight};
use inbox::News;
pub use inbox::{Door, FromClient, Inbox, Order, inbox};
pub use opening::run;
use std::{collections::HashMap, time::Duration};
use tokio::time::{Instant, sleep_until};
use versions::Memory;
use yrs::{Doc, StateVector};

/// What happened within this time is written to the log together.
const GATHER: Duration = Duration::from_millis(30);
/// Carets are told this often at most.
const PRESENCE_EVERY: Duration = Duration::from_millis(100);
/// The log is brought together with the state after so many lines, or bytes.
const MOST_LINES: usize = 500;
const MOST_BYTES: usize = 256 * 1024;
/// The page's own "changed at" follows in steps of this.
const TOUCH_EVERY: Duration = Duration::from_secs(5);

/// The other forms of a page follow when nobody has typed for this long, or has typed on for that long.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_WRITING: Duration = Duration::from_secs(10);

/// Why somebody is not let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The page is open in another process, at this address.
    Elsewhere(String),
    Closed(u16),
}

pub(super) struct Client {
    person: Person,
    level: Level,
    wants_acks: bool,
    out: Out,
    /// Frames with edits, counted from 1.
    received: u64,
    saved: u64,
    /// Something of theirs was passed over: nothing more is taken until they have said all that is missing here.
    owes_rest: bool,
    /// How often that again had gaps.
    gaps: u8,
    /// They have not heard anything for long.
    is_long_away: bool,
}

pub(super) struct Room {
    rooms: Rooms,
    key: PageKey,
    held: Held,
    doc: Doc,
    epoch: i32,
    /// The document contains the log up to this line, and what is in `batch` and `flight`.
    seq: i64,
    /// What of the log is not in the state yet.
    lines: usize,
    bytes: usize,
    /// About what the document weighs, what is not in the log yet included.
    weight: usize,
    /// What it may weigh.
    largest: usize,
    clients: HashMap<ClientKey, Client>,
    /// Who asked for what they lack and was not answered yet, and what they have.
    asks: HashMap<ClientKey, StateVector>,
    owners: Owners,
    presence: Presence,
    presence_at: Instant,
    batch: Batch,
    flight: Option<Flight>,
    touched_at: Option<Instant>,
    memory: Memory,
    /// When the first edit came that the other forms of the page lack, and the last one.
    stale: Option<(Instant, Instant)>,
    watch: Watch,
    /// Somebody who was let in: on whose behalf the state is written down.
    keeper: Option<PersonId>,
    /// Something else was written to the log; what comes after `seq` is to be read.
    look_again: bool,
    empty_since: Instant,
    /// Something was fed to the document that it could not take whole: it is loaded anew before anything else.
    is_spoilt: bool,
    /// Everybody is let go of, and the room with them.
    over: bool,
}

impl Room {
    async fn serve(&mut self, inbox: &mut Inbox) {
        let stop = self.rooms.stop.clone();
        while !self.over {
            let due = self.due();
            let clients_too = !self.must_write_first();
            tokio::select! {
                () = stop.cancelled() => self.stop().await,
                news = inbox.next(clients_too) => match news {
                    Some(news) => self.take(news),
                    None => self.over = true,
                },
                landed = Flight::landing(&mut self.flight) => self.landed(landed).await,
                () = sleep_until(due) => {}
            }
            // What waits already is taken in before anything is written, up to a full batch.
            while !self.over
                && !self.is_spoilt
                && !self.batch.is_due(GATHER, MOST_BYTES / 4, Instant::now())
                && let Some(news) = inbox.waiting()
            {
                self.take(news);
            }
            if self.is_spoilt {
                self.mend().await;
            }
            self.do_what_is_due().await;
        }
        self.rooms.forget(self.key);
        inbox.close();
        // Who came at the last moment finds the next room.
        while inbox.rest().await.is_some() {}
    }

    /// Whether so much waits for what is on its way to the log that clients wait too.
    fn must_write_first(&self) -> bool {
        self.flight.is_some() && self.batch.is_full()
    }

    fn take(&mut self, news: News) {
        match news {
            News::Order(order) => self.obey(order),
            News::Client(FromClient::Join(newcomer, answer)) => {
                let _ = answer.send(self.join(newcomer));
            }
            News::Client(FromClient::Hear(who, frame)) => self.hear(who, &frame),
            News::Client(FromClient::Leave(who)) => self.leave(who),
        }
    }

    fn obey(&mut self, order: Order) {
        match order {
            Order::Levels(levels) => self.set_levels(&levels),
            Order::SignedOut(clients) => clients.iter().for_each(|who| self.part(*who, close::SIGNED_OUT)),
            Order::Gone => self.let_go(close::NOT_THERE),
            // Of a lease that this process had before.
            Order::Renewed { fence, .. } if fence != self.held.fence => {}
            Order::Renewed { epoch, last_seq, .. } => {
                if epoch != self.epoch {
                    self.let_go(close::OTHER_EPOCH);
                }
                self.look_again |= last_seq > self.seq;
            }
            Order::Lost => self.let_go(close::BUSY),
            Order::LookAgain => self.look_again = true,
        }
    }

    /// When there is something to do next, if nothing happens.
    fn due(&self) -> Instant {
        let mut due = Instant::now() + Duration::from_mins(1);
        if self.flight.is_none() {
            due = due.min(self.batch.due(GATHER).unwrap_or(due));
        }
        if self.presence.has_news() {
            due = due.min(self.presence_at + PRESENCE_EVERY);
        }
        due = self.texts_due().map_or(due, |texts| due.min(texts));
        due = self.memory.due.map_or(due, |version| due.min(version));
        if self.clients.is_empty() {
            due = due.min(self.empty_since + self.rooms.idle);
        }
        due
    }

    async fn do_what_is_due(&mut self) {
        let now = Instant::now();
        if self.over {
            return;
        }
        if self.presence.has_news() && now >= self.presence_at + PRESENCE_EVERY {
            self.presence_at = now;
            let news = self.presence.news();
            self.tell_all(&protocol::presence(news));
        }
        if self.flight.is_some() {
            return;
        }
        if self.look_again {
            self.catch_up().await;
        }
        self.answer_if_kept();
        if self.batch.is_due(GATHER, MOST_BYTES / 4, now) {
            self.take_off();
        } else if self.batch.is_empty() {
            self.keep_versions(now).await;
            if self.texts_due().is_some_and(|due| now >= due) {
                self.save_texts().await;
            }
            if self.lines >= MOST_LINES || self.bytes >= MOST_BYTES {
                self.compact().await;
            }
            if self.clients.is_empty() && now >= self.empty_since + self.rooms.idle {
                self.close_down().await;
            }
        }
    }

    /// Lets go of everybody and of the document.
    fn let_go(&mut self, code: u16) {
        let clients: Vec<_> = self.clients.keys().copied().collect();
        clients.into_iter().for_each(|who| self.part(who, code));
        self.over = true;
    }
}
