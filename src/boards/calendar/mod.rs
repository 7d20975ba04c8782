//! Due dates for a calendar program, which reads them at a secret address and never signs in.
//!
//! Invariants:
//! - An address is of one person. What it shows is what they may see at that moment: who is suspended, or a guest
//!   whose project was taken away, is told what a stranger is told.
//! - The secret is shown once and stored as a hash. A new one ends the one before.

mod commands;
mod icalendar;
mod queries;

pub use commands::{make_mine, make_of_project, revoke_mine, revoke_of_project};
pub use queries::{Feed, feed, has_mine, has_of_project};

/// Where a secret stands in an address: `/calendar/<secret>.ics`.
pub fn address(base_url: &str, secret: &str) -> String {
    format!("{base_url}/calendar/{secret}.ics")
}
