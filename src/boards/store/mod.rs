//! All SQL of boards. Each function names the workspace in its statement, and row-level security
//! holds it to the transaction's own.

pub(super) mod access;
pub(super) mod assignees;
pub(super) mod cards;
pub(super) mod columns;
pub(super) mod comments;
pub(super) mod feed;
pub(super) mod guests;
pub(super) mod mine;
pub(super) mod projects;
pub(super) mod tasks;
pub(super) mod vocabulary;
