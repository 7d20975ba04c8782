use super::{limits::MOST_QUEUED, protocol::close};
use atrium::{
    ids::{PersonId, SessionId},
    wiki::level::Level,
};
use axum::body::Bytes;
use serde::{Deserialize, Serialize};
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU16, AtomicU32, AtomicUsize, Ordering},
};
use tokio::sync::{Notify, mpsc};

/// One socket, in this process.
pub type ClientKey = u64;

/// Frames that may wait for one client before it is sent away to come again. After a commit that took long, all that was
/// written meanwhile comes at once: a room takes no more in by then than half of it.
pub const QUEUE: usize = 4096;

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

/// The same, while it waits.
#[derive(Debug)]
enum Waiting {
    Frame(Bytes),
    /// All that somebody lacks.
    Answer(Bytes),
    Close(u16),
}

/// The way to a socket. It never waits: who reads too slowly is let go of.
#[derive(Clone, Debug)]
pub struct Out {
    queue: mpsc::Sender<Waiting>,
    bytes: Arc<AtomicUsize>,
    is_answering: Arc<AtomicBool>,
    looks: Arc<AtomicU32>,
    overflow: Arc<Notify>,
    /// Why it ends, once there is no more room.
    code: Arc<AtomicU16>,
}

/// The socket's end of it.
#[derive(Debug)]
pub struct Queue {
    waiting: mpsc::Receiver<Waiting>,
    bytes: Arc<AtomicUsize>,
    /// An answer waits, or is being sent.
    is_answering: Arc<AtomicBool>,
    /// What is being sent is that answer.
    sends_answer: bool,
    /// Frames that had the whole page looked at, and were not reckoned yet.
    looks: Arc<AtomicU32>,
    overflow: Arc<Notify>,
    /// Why it ends, once there is no more room.
    code: Arc<AtomicU16>,
}

pub fn queue() -> (Out, Queue) {
    let (send, receive) = mpsc::channel(QUEUE);
    let (bytes, overflow) = (Arc::<AtomicUsize>::default(), Arc::<Notify>::default());
    let looks = Arc::<AtomicU32>::default();
    let (is_answering, code) = (Arc::<AtomicBool>::default(), Arc::new(AtomicU16::new(close::TOO_SLOW)));
    let out = Out {
        queue: send,
        bytes: bytes.clone(),
        is_answering: is_answering.clone(),
        looks: looks.clone(),
        overflow: overflow.clone(),
        code: code.clone(),
    };
    (out, Queue { waiting: receive, bytes, is_answering, sends_answer: false, looks, overflow, code })
}

impl Out {
    pub fn send(&self, frame: Bytes) {
        self.put(frame.len(), Waiting::Frame(frame));
    }

    /// Sends somebody all that they lack, which may be the whole page.
    pub fn answer(&self, frame: Bytes) {
        self.is_answering.store(true, Ordering::Relaxed);
        self.put(frame.len(), Waiting::Answer(frame));
    }

    /// Whether such an answer is still on its way. Together with what is sent after it, it is one to whatever is asked
    /// meanwhile.
    pub fn is_answering(&self) -> bool {
        self.is_answering.load(Ordering::Relaxed)
    }

    /// What they said had the whole page looked at.
    pub fn looked(&self) {
        self.looks.fetch_add(1, Ordering::Relaxed);
    }

    fn put(&self, length: usize, frame: Waiting) {
        let waiting = self.bytes.fetch_add(length, Ordering::Relaxed);
        // A single frame may be as large as the page itself.
        let fits = waiting == 0 || waiting + length <= MOST_QUEUED;
        if !fits || self.queue.try_send(frame).is_err() {
            self.overflow.notify_one();
        }
    }

    /// After what is on its way already; instead of it, where that is too much.
    pub fn close(&self, code: u16) {
        if self.queue.try_send(Waiting::Close(code)).is_err() {
            self.code.store(code, Ordering::Relaxed);
            self.overflow.notify_one();
        }
    }
}

impl Queue {
    /// The next thing to send.
    pub async fn next(&mut self) -> Outgoing {
        tokio::select! {
            next = self.waiting.recv() => match next {
                Some(Waiting::Frame(frame)) => self.taken(frame),
                Some(Waiting::Answer(frame)) => {
                    self.sends_answer = true;
                    self.taken(frame)
                }
                Some(Waiting::Close(code)) => Outgoing::Close(code),
                None => Outgoing::Close(close::BUSY),
            },
            () = self.overflow.notified() => Outgoing::Close(self.code.load(Ordering::Relaxed)),
        }
    }

    fn taken(&self, frame: Bytes) -> Outgoing {
        self.bytes.fetch_sub(frame.len(), Ordering::Relaxed);
        Outgoing::Frame(frame)
    }

    /// How often the whole page was looked at for this client since the last call.
    pub fn looks(&self) -> u32 {
        self.looks.swap(0, Ordering::Relaxed)
    }

    /// The frame that was taken last has gone out.
    pub fn sent(&mut self) {
        if std::mem::take(&mut self.sends_answer) {
            self.is_answering.store(false, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn end(mut queue: Queue) -> u16 {
        loop {
            if let Outgoing::Close(code) = queue.next().await {
                return code;
            }
        }
    }

    fn fill(out: &Out) {
        for _ in 0..QUEUE {
            out.send(Bytes::from_static(b"x"));
        }
    }

    #[tokio::test]
    async fn who_reads_too_slowly_is_let_go_of_and_told_so() {
        let (out, queue) = queue();
        fill(&out);
        out.send(Bytes::from_static(b"x"));
        assert_eq!(end(queue).await, close::TOO_SLOW);
    }

    #[tokio::test]
    async fn an_answer_is_on_its_way_until_it_has_gone_out() {
        let (out, mut queue) = queue();
        out.send(Bytes::from_static(b"before"));
        out.answer(Bytes::from_static(b"all"));
        for expected in ["before", "all"] {
            assert!(out.is_answering());
            assert!(matches!(queue.next().await, Outgoing::Frame(frame) if frame == expected));
            assert!(out.is_answering());
            queue.sent();
        }
        assert!(!out.is_answering());
    }

    #[tokio::test]
    async fn who_is_sent_away_learns_why_also_when_much_waits_for_them() {
        let (out, queue) = queue();
        fill(&out);
        out.close(close::MAY_NOT);
        assert_eq!(end(queue).await, close::MAY_NOT);
    }
}
