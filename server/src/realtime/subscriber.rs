use atrium::{
    ids::{PersonId, SessionId},
    realtime::Tell,
};
use axum::extract::ws::Utf8Bytes;
use std::sync::Arc;
use tokio::sync::{Notify, mpsc};
use uuid::Uuid;

/// What a socket is sent: frames, whose bytes all listeners share, or the reason to close.
#[derive(Clone, Debug)]
pub enum Outgoing {
    Frame(Utf8Bytes),
    Close(u16),
}

/// One listener: where their frames go, and by which right they listen.
#[derive(Clone, Debug)]
pub struct Subscriber {
    pub connection: Uuid,
    pub person_id: PersonId,
    pub session_id: Option<SessionId>,
    pub out: mpsc::Sender<Outgoing>,
    /// Set when the listener falls too far behind; the socket closes itself then.
    pub overflow: Arc<Notify>,
}

impl Subscriber {
    pub fn send(&self, frame: &Utf8Bytes) {
        if self.out.try_send(Outgoing::Frame(frame.clone())).is_err() {
            self.overflow.notify_one();
        }
    }
}

/// A subscriber, and how far they know what happens one thing after the other.
#[derive(Debug)]
pub struct Listener {
    pub subscriber: Subscriber,
    /// The number of the last thing that they know.
    pub told: i64,
}

pub fn encode(tell: &Tell) -> Option<Utf8Bytes> {
    serde_json::to_string(tell).ok().map(Into::into)
}
