//! Lists, tables and what belongs to several tasks.

pub mod api;
