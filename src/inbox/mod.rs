//! What somebody is told of what others do: who called them, gave them work, spoke about or changed a task they watch.
//!
//! Invariants:
//! - Nobody is told what they may not see, neither when it happens nor when they read it. What is stored are ids; the
//!   words are made for the reader at that moment.
//! - The log of events is the one source. Commands write to it and to nothing here; [`reader`] follows it, and can be
//!   killed and repeated.
//! - What somebody has read, done or put off is theirs alone. It is no act in the workspace, and leaves no event.

pub mod channels;
mod item;
mod policy;
mod reason;

#[cfg(feature = "ssr")]
mod commands;
#[cfg(feature = "ssr")]
mod concern;
#[cfg(feature = "ssr")]
mod due;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod reader;
#[cfg(feature = "ssr")]
mod remind;
#[cfg(feature = "ssr")]
mod snooze;
#[cfg(feature = "ssr")]
mod store;

pub use item::{InboxItem, InboxLine, InboxPage, InboxView, Mark, Shelf, Subjects, Until};
pub use policy::{Action, allows};
pub use reason::Reason;

#[cfg(feature = "ssr")]
pub(crate) use commands::read_page;
#[cfg(feature = "ssr")]
pub use commands::{mark, read_all, snooze};
#[cfg(feature = "ssr")]
pub(crate) use queries::has_news;
#[cfg(feature = "ssr")]
pub use queries::{inbox, unread_of, unread_on};
#[cfg(feature = "ssr")]
pub use reader::{behind, catch_up};
#[cfg(feature = "ssr")]
pub use remind::remind;
