//! The frames of y-websocket, and two of our own for clients that ask for them: how many of their edits are kept, and
//! what they may do.

use atrium::wiki::level::Level;
use axum::body::Bytes;
use serde_json::json;
use std::panic::{AssertUnwindSafe, catch_unwind};
use yrs::{
    StateVector,
    encoding::{
        read::{Cursor, Error as ReadError, Read},
        write::Write,
    },
    sync::{
        AwarenessUpdate, Message, SyncMessage,
        protocol::{MSG_AWARENESS, MSG_QUERY_AWARENESS, MSG_SYNC, MSG_SYNC_STEP_1},
    },
    updates::{decoder::Decode, encoder::Encode},
};

/// Why a socket is closed. Up to 4499 a client stays away; from 4500 on it comes again.
pub mod close {
    pub const RESTART: u16 = 1012;
    pub const MALFORMED: u16 = 4400;
    pub const SIGNED_OUT: u16 = 4401;
    pub const MAY_NOT: u16 = 4403;
    pub const NOT_THERE: u16 = 4404;
    pub const OTHER_SCHEMA: u16 = 4409;
    pub const OTHER_EPOCH: u16 = 4410;
    pub const TOO_LARGE: u16 = 4413;
    pub const NOT_IN_SCHEMA: u16 = 4422;
    /// What came goes on with another's client.
    pub const FOREIGN: u16 = 4423;
    pub const TOO_SLOW: u16 = 4500;
    pub const BUSY: u16 = 4503;
    /// The page has as many sockets as it may, or the person.
    pub const TOO_MANY: u16 = 4508;
}

/// An awareness message of nobody: a client of y-websocket hangs up when it hears no data for half a minute.
pub const STILL_HERE: Bytes = Bytes::from_static(&[1, 1, 0]);

/// The fewest bytes of an entry: of what somebody has, its client and its clock, and of who is there, also how.
const LEAST_KNOWN: usize = 2;
const LEAST_SEEN: usize = 3;

const SAVED: u8 = 4;
const NOTICE: u8 = 5;

/// What a client says.
#[derive(Debug)]
pub enum Said {
    /// "This is what I have": asks for the rest.
    Has(StateVector),
    /// The rest, to somebody who said what they have.
    Rest(Vec<u8>),
    Update(Vec<u8>),
    Presence(AwarenessUpdate),
    WhoIsHere,
    /// Something that a server does nothing about.
    Other,
}

impl Said {
    /// Nothing for what is no frame of the protocol.
    pub fn read(frame: &[u8]) -> Option<Self> {
        if !is_honest(frame) {
            return None;
        }
        // The library checks some of what it reads by panics.
        let read = catch_unwind(AssertUnwindSafe(|| Message::decode_v1(frame)));
        Some(match read.ok()?.ok()? {
            Message::Sync(SyncMessage::SyncStep1(known)) => Self::Has(known),
            Message::Sync(SyncMessage::SyncStep2(update)) => Self::Rest(update),
            Message::Sync(SyncMessage::Update(update)) => Self::Update(update),
            Message::Awareness(update) => Self::Presence(update),
            Message::AwarenessQuery => Self::WhoIsHere,
            Message::Auth(_) | Message::Custom(..) => Self::Other,
        })
    }
}

/// Whether a frame asks for something whole: for all that is missing, or for everybody. Its numbers are read as the library
/// reads them, which takes longer forms of a number for the same.
pub fn asks(frame: &[u8]) -> bool {
    let mut from = Cursor::new(frame);
    match from.read_var::<u8>() {
        Ok(MSG_SYNC) => matches!(from.read_var::<u8>(), Ok(MSG_SYNC_STEP_1)),
        Ok(kind) => kind == MSG_QUERY_AWARENESS,
        Err(_) => false,
    }
}

/// Whether a list is no longer than what comes after its length, and its clocks are no higher than the library counts: it
/// makes room for all that is announced, and another clock of one above 32 bits.
fn is_honest(frame: &[u8]) -> bool {
    let announced = || {
        let mut from = Cursor::new(frame);
        let least = match from.read_var::<u8>()? {
            MSG_SYNC if from.read_var::<u8>()? == MSG_SYNC_STEP_1 => LEAST_KNOWN,
            MSG_AWARENESS => LEAST_SEEN,
            _ => return Ok(true),
        };
        let bytes = from.read_buf()?;
        let mut list = Cursor::new(bytes);
        let count: u64 = list.read_var()?;
        if !usize::try_from(count).is_ok_and(|count| count <= bytes.len() / least) {
            return Ok(false);
        }
        for _ in 0..count {
            let (_client, clock): (u64, u64) = (list.read_var()?, list.read_var()?);
            if u32::try_from(clock).is_err() {
                return Ok(false);
            }
            if least == LEAST_SEEN {
                list.read_buf()?;
            }
        }
        Ok::<_, ReadError>(true)
    };
    announced().unwrap_or(true)
}

/// Asks a client for what is missing here.
pub fn has(known: StateVector) -> Bytes {
    Message::Sync(SyncMessage::SyncStep1(known)).encode_v1().into()
}

pub fn rest(update: Vec<u8>) -> Bytes {
    Message::Sync(SyncMessage::SyncStep2(update)).encode_v1().into()
}

pub fn update(update: Vec<u8>) -> Bytes {
    Message::Sync(SyncMessage::Update(update)).encode_v1().into()
}

pub fn presence(update: AwarenessUpdate) -> Bytes {
    Message::Awareness(update).encode_v1().into()
}

/// The first `count` frames with edits that the client sent are kept.
pub fn saved(count: u64) -> Bytes {
    let mut frame = vec![SAVED];
    frame.write_var(count);
    frame.into()
}

/// What the client may do from now on, and how many of its edits are kept.
pub fn notice(level: Level, saved: u64) -> Bytes {
    let mut frame = vec![NOTICE];
    frame.write_string(&json!({ "level": level, "saved": saved }).to_string());
    frame.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_frame_is_nothing_and_never_a_panic() {
        let billion = [255, 255, 255, 255, 3];
        for head in [&[0, 0, 5][..], &[1, 5], &[128, 0, 0, 5]] {
            assert!(Said::read(&[head, &billion].concat()).is_none(), "{head:?}");
        }
        for frame in [&[][..], &[0], &[0, 2, 5, 1], &[0, 9, 0], &[1, 3, 1, 1, 1], &[1, 200, 1], &[255; 40]] {
            assert!(Said::read(frame).is_none(), "{frame:?}");
        }
        // As many entries as one, for who cuts off what is above 32 bits.
        for head in [&[0, 0, 5][..], &[1, 5]] {
            assert!(Said::read(&[head, &[129, 128, 128, 128, 16]].concat()).is_none(), "{head:?}");
        }
        // A clock of 2^32: in what somebody has, and of who is there.
        let most = [255, 255, 255, 255, 15];
        let beyond = [128, 128, 128, 128, 16];
        for (head, tail) in [(&[0, 0, 7, 1, 1][..], &[][..]), (&[1, 10, 1, 1], &[2, b'{', b'}'])] {
            assert!(Said::read(&[head, &most, tail].concat()).is_some(), "{head:?}");
            assert!(Said::read(&[head, &beyond, tail].concat()).is_none(), "{head:?}");
        }
        assert!(matches!(Said::read(&[0, 2, 0]), Some(Said::Update(update)) if update.is_empty()));
        assert!(matches!(Said::read(&STILL_HERE), Some(Said::Presence(update)) if update.clients.is_empty()));
    }

    #[test]
    fn who_asks_is_known_by_it_however_long_the_numbers_are() {
        for frame in [&[0, 0, 1, 0][..], &[128, 0, 0, 1, 0], &[0, 128, 0, 1, 0], &[128, 128, 0, 128, 128, 0, 1, 0]] {
            assert!(matches!(Said::read(frame), Some(Said::Has(_))), "{frame:?}");
            assert!(asks(frame), "{frame:?}");
        }
        for frame in [&[3][..], &[131, 0]] {
            assert!(matches!(Said::read(frame), Some(Said::WhoIsHere)), "{frame:?}");
            assert!(asks(frame), "{frame:?}");
        }
        for frame in [&[][..], &[0], &[0, 1, 0], &[0, 2, 0], &STILL_HERE, &[128]] {
            assert!(!asks(frame), "{frame:?}");
        }
    }

    #[test]
    fn our_own_frames_are_a_number_and_a_text() {
        assert_eq!(&saved(300)[..], &[4, 0b1010_1100, 2]);
        let notice = notice(Level::View, 7);
        assert_eq!(notice[0], 5);
        assert_eq!(std::str::from_utf8(&notice[2..]), Ok(r#"{"level":"view","saved":7}"#));
    }
}
