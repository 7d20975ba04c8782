//! What somebody is told, on a page: one item a task, newest first, kept by keyboard or hand.

mod api;
mod item;
mod keyboard;
mod page;
mod settings;
mod snooze;
mod state;

pub use api::mark_as_read;
pub use page::InboxPage;
pub use settings::NotificationsPage;
