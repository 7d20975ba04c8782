//! What somebody is told, on a page: one item a task or page, newest first, kept by keyboard or hand.

mod api;
mod entry;
mod item;
mod keyboard;
mod page;
mod settings;
mod snooze;
mod state;

pub use api::mark_as_read;
pub use page::InboxPage;
pub use settings::NotificationsPage;
