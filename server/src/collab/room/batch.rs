use crate::collab::{
    client::{ClientKey, QUEUE},
    limits::MOST_QUEUED,
    protocol,
};
use atrium::{
    Result,
    wiki::content::{self, Appended, Held, Line, PageKey},
};
use axum::body::Bytes;
use std::{collections::HashMap, future::pending, pin::Pin, time::Duration};
use tokio::time::Instant;
use yrs::StateVector;

/// With so many edits, or bytes of them, a batch waits for the one before it to be written. All of it is told to everybody
/// at once, and who is told more than fits is sent away.
pub const MOST_GATHERED: usize = QUEUE / 2;
const MOST_GATHERED_BYTES: usize = MOST_QUEUED / 2;

/// What goes to the log together, and whom to tell when it is there.
#[derive(Default)]
pub struct Batch {
    pub lines: Vec<Line>,
    /// What the others are told then, and by whom it was said.
    said: Vec<(ClientKey, Bytes)>,
    bytes: usize,
    since: Option<Instant>,
    /// For each socket, how many of its frames are kept with this.
    counts: HashMap<ClientKey, u64>,
}

impl Batch {
    pub fn add(&mut self, line: Line, who: ClientKey, count: u64) {
        self.bytes += line.data.len();
        self.said.push((who, protocol::update(line.data.clone())));
        self.lines.push(line);
        self.count(who, count);
    }

    /// Something that was there already: it is kept when all before it is.
    pub fn count(&mut self, who: ClientKey, count: u64) {
        self.counts.insert(who, count);
        self.since.get_or_insert_with(Instant::now);
    }

    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    pub fn is_full(&self) -> bool {
        self.lines.len() >= MOST_GATHERED || self.bytes >= MOST_GATHERED_BYTES
    }

    pub fn due(&self, after: Duration) -> Option<Instant> {
        self.since.map(|since| since + after)
    }

    pub fn is_due(&self, after: Duration, bytes: usize, now: Instant) -> bool {
        self.is_full() || self.bytes >= bytes || self.due(after).is_some_and(|due| now >= due)
    }
}

/// A batch on its way to the log.
pub struct Flight {
    pub bytes: usize,
    pub lines: usize,
    pub began: Instant,
    pub said: Vec<(ClientKey, Bytes)>,
    /// What those hear then who asked for what they lack.
    pub answers: Vec<(ClientKey, Bytes)>,
    /// What these have.
    pub asks: HashMap<ClientKey, StateVector>,
    pub counts: HashMap<ClientKey, u64>,
    commit: Pin<Box<dyn Future<Output = Landed> + Send>>,
}

/// What became of a batch: nothing to say where it had no lines.
pub type Landed = Result<Option<Appended>>;

impl Flight {
    pub fn new(db: atrium::database::Db, key: PageKey, held: Held, epoch: i32, batch: Batch, touch: bool) -> Self {
        let Batch { lines, said, bytes, counts, since: _ } = batch;
        let count = lines.len();
        let commit = async move {
            if lines.is_empty() {
                return Ok(None);
            }
            content::append(&db, key, &held, epoch, &lines, touch).await.map(Some)
        };
        Self {
            bytes,
            lines: count,
            began: Instant::now(),
            said,
            answers: Vec::new(),
            asks: HashMap::new(),
            counts,
            commit: Box::pin(commit),
        }
    }

    /// Waits until what is under way has come through or failed; for ever, when nothing is.
    pub async fn landing(flight: &mut Option<Self>) -> Landed {
        match flight {
            Some(flight) => flight.commit.as_mut().await,
            None => pending().await,
        }
    }
}
