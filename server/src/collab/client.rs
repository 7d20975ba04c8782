use super::{limits::MOST_QUEUED, protocol};
use atrium::{
    ids::{PersonId, SessionId},
    wiki::level::Level,
};
use axum::body::Bytes;
use serde::{Deserialize, Serialize};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::{Notify, mpsc};

/// One socket, in this process.
pub type ClientKey = u64;

/// Frames that may wait for one client before it is sent away to come again.
const QUEUE: usize = 512;

/// Who somebody is to the others on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub hue: i16,
}

/// Somebody at the door of a room.
#[derive(Clone, Debug)]
pub struct Newcomer {
    pub key: ClientKey,
    pub person: Person,
    pub session_id: Option<SessionId>,
    pub level: Level,
    pub epoch: i32,
    /// Whether they know the frames that are ours alone.
    pub wants_acks: bool,
    pub out: Out,
}

/// What a socket is sent.
#[derive(Debug)]
pub enum Outgoing {
    Frame(Bytes),
    Close(u16),
}

/// The way to a socket. It never waits: who reads too slowly is let go of.
#[derive(Clone, Debug)]
pub struct Out {
    queue: mpsc::Sender<Outgoing>,
    bytes: Arc<AtomicUsize>,
    overflow: Arc<Notify>,
}

/// The socket's end of it.
#[derive(Debug)]
pub struct Queue {
    waiting: mpsc::Receiver<Outgoing>,
    bytes: Arc<AtomicUsize>,
    overflow: Arc<Notify>,
}

pub fn queue() -> (Out, Queue) {
    let (send, receive) = mpsc::channel(QUEUE);
    let (bytes, overflow) = (Arc::<AtomicUsize>::default(), Arc::<Notify>::default());
    let out = Out { queue: send, bytes: bytes.clone(), overflow: overflow.clone() };
    (out, Queue { waiting: receive, bytes, overflow })
}

impl Out {
    pub fn send(&self, frame: Bytes) {
        let length = frame.len();
        let waiting = self.bytes.fetch_add(length, Ordering::Relaxed);
        // A single frame may be as large as the page itself.
        let fits = waiting == 0 || waiting + length <= MOST_QUEUED;
        if !fits || self.queue.try_send(Outgoing::Frame(frame)).is_err() {
            self.overflow.notify_one();
        }
    }

    /// After what is on its way already.
    pub fn close(&self, code: u16) {
        if self.queue.try_send(Outgoing::Close(code)).is_err() {
            self.overflow.notify_one();
        }
    }
}

impl Queue {
    /// The next thing to send.
    pub async fn next(&mut self) -> Outgoing {
        tokio::select! {
            next = self.waiting.recv() => match next {
                Some(Outgoing::Frame(frame)) => {
                    self.bytes.fetch_sub(frame.len(), Ordering::Relaxed);
                    Outgoing::Frame(frame)
                }
                Some(close) => close,
                None => Outgoing::Close(protocol::close::BUSY),
            },
            () = self.overflow.notified() => Outgoing::Close(protocol::close::TOO_SLOW),
        }
    }
}
