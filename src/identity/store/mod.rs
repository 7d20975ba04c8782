//! All SQL of accounts. Every function runs in the identity scope, but what the live hub and
//! housekeeping ask, which runs in the scope of the system.

pub mod delays;
pub mod mail;
pub mod people;
pub mod resets;
pub mod sessions;
pub mod tokens;
