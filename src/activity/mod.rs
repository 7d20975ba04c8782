//! What happened, for people to read: events as sentences, the audit log, and the proof that nobody
//! rewrote it.
//!
//! Events are written by commands alone and never changed. A guest sees those of projects shared with
//! them; the comings and goings of accounts are in the audit log, for owners and admins.

mod event;
mod policy;

#[cfg(feature = "ssr")]
mod chain;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod sentence;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod verify;

pub use event::{AuditSearch, EventPage, EventView, Feed, Flaw, Verdict, WorkspaceVerdict};
pub use policy::{Action, allows};

#[cfg(feature = "ssr")]
pub use queries::{audit, feed, newest};
#[cfg(feature = "ssr")]
pub use sentence::{sentence, sentence_about};
#[cfg(feature = "ssr")]
pub(crate) use store::{end, time_zone};
#[cfg(feature = "ssr")]
pub use verify::{verify, verify_all};

use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// A moment for programs: RFC 3339, UTC.
pub fn rfc3339(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}
