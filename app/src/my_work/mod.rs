//! My work: what is assigned to somebody in every workspace, by when it is due, and planned by moving it.

pub mod api;
mod list;
mod page;
mod plan;
mod row;

pub use page::MyWorkPage;
