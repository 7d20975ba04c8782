//! Every look at the wiki.

pub mod access;
pub mod lists;
pub mod news;
pub mod pages;
pub mod shares;
pub mod spaces;
pub mod tags;
pub mod templates;
pub mod threads;

use crate::{activity, boards::task::Moment, clock};
use time::OffsetDateTime;

/// The longest list of pages from everywhere.
const MOST_LINES: i64 = 100;

pub(in crate::wiki) fn moment(zone: &str, at: OffsetDateTime, now: OffsetDateTime) -> Moment {
    Moment { at: activity::rfc3339(at), text: clock::read_in(zone, at, now) }
}
