//! What stands on a page, as a tree of typed nodes, and its other forms. Pure: no database, no clock.
//!
//! `schema.json` is the one description of what a page may hold; the editor's tests read the same file. A [`Document`]
//! can hold only what the schema names, so that nothing unknown is dropped unseen: reading a Yjs document that has
//! something else in it is an error that says what ([`Misfit`]), and the page is then locked.
//!
//! ```text
//! Yjs  <->  Document  ->  HTML, plain text, outline, references
//! markdown  <->  Document,   two Documents  ->  differences
//! ```

pub mod difference;
pub mod html;
pub mod markdown;
pub mod node;
pub mod schema;
pub mod text;
pub mod yjs;

mod align;
mod element;
mod misfit;
mod sequence;
mod size;
mod typed;
mod words;

#[cfg(test)]
mod arbitrary;
#[cfg(test)]
mod measured;

pub use misfit::Misfit;
pub use node::Document;
pub use schema::{SCHEMA_VERSION, validate};
pub use size::parts;

/// How deep elements of a page may lie in each other, counted as Yjs counts: a list takes two steps.
pub const MOST_DEEP: usize = 100;
