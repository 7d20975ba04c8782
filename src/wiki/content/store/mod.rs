//! All SQL of the content of pages.

pub mod clients;
pub mod files;
pub mod lease;
pub mod log;
pub mod rights;
pub mod texts;
pub mod versions;
