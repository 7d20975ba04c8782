//! All SQL of files. Each function names the workspace in its statement, and row-level security holds it to the
//! transaction's own; housekeeping alone looks everywhere.

pub(super) mod attachments;
pub(super) mod sweep;
pub(super) mod uploads;
