//! What happened, for people to read: events as sentences.

#[cfg(feature = "ssr")]
mod newest;
#[cfg(feature = "ssr")]
mod sentence;

#[cfg(feature = "ssr")]
pub use newest::newest;
#[cfg(feature = "ssr")]
pub use sentence::sentence;

use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// A moment for programs: RFC 3339, UTC.
pub fn rfc3339(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}
