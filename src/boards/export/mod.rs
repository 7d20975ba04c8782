//! A project, or all of a workspace, as a file: a table for spreadsheets, or JSON that an import reads back.
//!
//! A file is made piece by piece and never lies whole in memory. Which tasks are in it, and in which order, is
//! settled at its beginning; each piece is read under the rights that its reader has by then. What a file has is
//! written in `docs/export.md`.

pub mod document;
mod exporter;
mod json;
mod table;

pub use exporter::{Exporter, FileFormat};
