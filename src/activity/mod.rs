//! What happened, for people to read: events as sentences.

mod newest;
mod sentence;

pub use newest::newest;
pub use sentence::sentence;

use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// A moment for programs: RFC 3339, UTC.
pub fn rfc3339(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}
