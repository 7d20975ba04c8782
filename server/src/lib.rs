//! The one crate that knows processes and vendors: the program `atrium`.

pub mod config;
pub mod database;
pub mod postgres;
pub mod start_error;
