//! The wiki: spaces, trees of pages, who may do what with them, and what belongs to them.

mod access;
mod levels;
mod moving;
mod pages;
mod rows;
mod scene;
mod spaces;
mod trash;
