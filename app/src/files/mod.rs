//! Files on a task: a section of its panel. It comes with the panel, and not with the board.

pub mod api;
mod drop;
mod remove;
mod section;
mod shelf;
mod upload;
mod viewer;

pub use drop::{drag_out, drag_over, dropped, pasted};
pub use section::FilesSection;
pub use shelf::Shelf;
