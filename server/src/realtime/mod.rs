//! The live hub. One WebSocket a client, one task a topic.
//!
//! - [`publisher`] hears of commits, wakes the topics of this process and tells the other processes
//!   by NOTIFY, in a transaction of its own and never inside the change's.
//! - [`listener`] hears what other processes tell, and looks itself every few seconds, so that a lost
//!   notification delays and loses nothing.
//! - [`topic`] loads what changed, once for all who listen, and sends it in order.
//! - [`inboxes`] tells people how much is unread, one by one.
//! - [`wikis`] tells people which of the pages that they see were changed.
//! - [`pages`] tells who reads a page that its text is newer.
//! - [`rights`] asks every two seconds whether those who listen still may.
//! - [`socket`] is the client's side of it.

mod hub;
mod inboxes;
mod listener;
mod pages;
mod presence;
mod publisher;
mod rights;
mod socket;
mod subscriber;
mod topic;
mod wikis;

pub use hub::Hub;
pub use publisher::channel;
pub use socket::live;
