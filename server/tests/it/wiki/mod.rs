//! The wiki: spaces, trees of pages, who may do what with them, and what belongs to them.

mod access;
mod attached_texts;
mod attachments;
pub mod exchange;
mod exports;
mod import_bodies;
mod import_undo;
mod inbox;
mod levels;
mod live;
mod moving;
mod pages;
mod reading;
mod rows;
mod scene;
mod search;
mod shared_files;
mod shares;
mod spaces;
mod tags;
mod templates;
mod thinning;
mod threads;
mod trash;
