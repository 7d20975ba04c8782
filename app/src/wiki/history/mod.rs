//! How a page came to be what it is: its versions, what is different in each, and the way back.

pub mod api;
mod difference;
#[cfg(feature = "ssr")]
mod lines;
mod list;
mod page;

pub use page::HistoryPage;
