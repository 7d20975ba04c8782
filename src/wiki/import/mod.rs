//! Pages from files: a folder of markdown or HTML, a book with a SUMMARY.md, what Notion and Confluence export.
//!
//! ```text
//! zip  ->  Folder  ->  Plan (which pages, below which, called what)  ->  pages, a few a transaction
//! ```
//!
//! Invariants:
//! - A file is read the same way every time, and which page gets which id and number is settled when an import starts.
//!   So links to pages that come later work, and an import that was interrupted goes on where it was.
//! - Nothing of a zip is believed: not its names, not its sizes, not that it is one.
//! - What cannot be kept is said, file by file; no text is left out silently.
//! - An import is the matter of whoever started it. Undo puts the pages it made in the trash, where they can be had back.

mod view;

pub use view::{FileProblem, PageFormat, PageImportView, PagePreview, PlannedPage};

#[cfg(feature = "ssr")]
mod folder;
#[cfg(feature = "ssr")]
mod html;
#[cfg(feature = "ssr")]
mod plan;
#[cfg(feature = "ssr")]
mod problems;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod run;
#[cfg(feature = "ssr")]
mod start;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod undo;

#[cfg(feature = "ssr")]
pub use {
    folder::{Folder, LONGEST_PATH, MOST_BYTES, MOST_FILES, pack},
    plan::{Page, Plan, is_page},
    queries::{demand_look, dry_run, page_import, page_imports},
    run::run_import,
    start::{Destination, NewPageImport, demand_destination, start_import},
    undo::undo_import,
};
