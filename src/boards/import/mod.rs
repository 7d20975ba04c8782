//! Tasks from a file of another tool: which tool it is, what each header means, a dry run, the import
//! itself, and undo.
//!
//! Each format is read to one sheet; what comes after is the same for all. Invariants:
//! - A file is read the same way every time, so an import that was interrupted goes on at the row it
//!   had come to: rows and their count are written in one transaction.
//! - Every row is either good or has a [`Problem`]; with [`OnProblem::StopEverything`] one problem
//!   keeps all rows out.
//! - A task remembers what it was called where it came from, so that a file that comes again does not
//!   double what is there, unless that was chosen.
//! - Undo takes away just what the import made and nobody touched since.

#[cfg(feature = "ssr")]
mod fields;
mod format;
mod guess;
mod luggage;
mod mapping;
mod view;

pub use format::Format;
pub use mapping::{Field, MappedHeader, Mapping};
pub use view::{Found, ImportRow, ImportState, ImportView, OnKnown, OnProblem, Preview, Problem};

#[cfg(feature = "ssr")]
mod arrive;
#[cfg(feature = "ssr")]
mod cells;
#[cfg(feature = "ssr")]
mod checklist;
#[cfg(feature = "ssr")]
mod jira;
#[cfg(feature = "ssr")]
mod lay_out;
#[cfg(feature = "ssr")]
mod own;
#[cfg(feature = "ssr")]
mod pack;
#[cfg(feature = "ssr")]
mod people;
#[cfg(feature = "ssr")]
mod places;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod row;
#[cfg(feature = "ssr")]
mod run;
#[cfg(feature = "ssr")]
mod sheet;
#[cfg(feature = "ssr")]
mod start;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod ties;
#[cfg(feature = "ssr")]
mod trello;
#[cfg(feature = "ssr")]
mod undo;

#[cfg(feature = "ssr")]
pub(super) use lay_out::{Place, lay_out};
#[cfg(feature = "ssr")]
pub use {
    queries::{dry_run, import, imports},
    run::run_import,
    sheet::{MOST_BYTES, MOST_ROWS, Reading, preview},
    start::{NewImport, start_import},
    undo::undo_import,
};
