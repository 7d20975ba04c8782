//! Pages as files: a page, a page with all below it, a space, or everything one sees, as a zip of markdown whose links
//! lead from file to file and whose order is kept by a SUMMARY.md; or one page as HTML.
//!
//! A zip is made page by page and never lies whole in memory. Which pages are in it is settled at its beginning; each
//! is read under the rights that its reader has by then. [`import`](super::import) reads such a zip back.

mod exporter;
mod html;
mod layout;
mod page;

pub use exporter::{PageExporter, Scope};
pub use html::page_as_html;
pub(in crate::wiki) use layout::relative;
