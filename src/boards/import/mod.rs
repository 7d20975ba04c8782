//! Tasks from a CSV file: what each header means, a dry run, the import itself, and undo.
//!
//! Invariants:
//! - A file is read the same way every time, so an import that was interrupted goes on at the row it
//!   had come to: rows and their count are written in one transaction.
//! - Every row is either good or has a [`Problem`]; with [`OnProblem::StopEverything`] one problem
//!   keeps all rows out.
//! - Undo takes away just what the import made and nobody touched since.

mod guess;
mod mapping;
mod view;

pub use mapping::{Field, MappedHeader, Mapping};
pub use view::{Found, ImportRow, ImportState, ImportView, OnProblem, Preview, Problem};

#[cfg(feature = "ssr")]
mod cells;
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
mod undo;

#[cfg(feature = "ssr")]
pub use {
    queries::{dry_run, import, imports},
    run::run_import,
    sheet::{MOST_BYTES, MOST_ROWS, preview},
    start::{NewImport, start_import},
    undo::undo_import,
};
