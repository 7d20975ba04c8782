//! What the tests share.

pub mod cluster;

pub use cluster::{TestDatabase, fresh_database};
