//! How somebody wants to be told: of what, by which way, and when not.

mod api;
mod browser;
mod devices;
mod fields;
#[cfg(feature = "ssr")]
mod form;
mod grid;
mod page;

pub use page::NotificationsPage;
