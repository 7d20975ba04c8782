//! The wiki: spaces, trees of pages, who may do what with them, and what belongs to them.

mod access;
mod attachments;
pub mod exchange;
mod inbox;
mod levels;
mod live;
mod moving;
mod pages;
mod reading;
mod rows;
mod scene;
mod search;
mod shares;
mod spaces;
mod tags;
mod templates;
mod thinning;
mod threads;
mod trash;
