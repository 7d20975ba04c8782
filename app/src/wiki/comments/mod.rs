//! What is said about a page: threads about a passage or about all of it, answered and resolved.

pub mod api;
mod panel;
mod passage;
mod thread;
mod write;

pub use panel::CommentsPanel;
