//! All SQL of the wiki but that of what stands on pages. Each function names the workspace in its statement, and
//! row-level security answers once more who sees what.

pub(super) mod access;
mod allowed;
pub(super) mod contents;
pub(super) mod grants;
pub(super) mod lines;
pub(super) mod news;
pub(super) mod pages;
pub(super) mod references;
pub(super) mod shares;
pub(super) mod spaces;
pub(super) mod tags;
pub(super) mod templates;
pub(super) mod threads;
pub(super) mod tree;
pub(super) mod views;
