//! What the work is: the domain of Atrium.
//!
//! Every change is a command, every look a query; both take an [`actor::Actor`] and run in a
//! [`database::TenantTx`]. Without the feature `ssr` only the types remain, which the browser shares.

pub mod activity;
pub mod actor;
pub mod boards;
pub mod day;
pub mod error;
pub mod files;
pub mod identity;
pub mod ids;
pub mod inbox;
pub mod people;
pub mod realtime;
pub mod search;
pub mod text;
pub mod time_tracking;
pub mod webhooks;
pub mod wiki;
pub mod workspace;

#[cfg(feature = "ssr")]
pub mod clock;
#[cfg(feature = "ssr")]
pub mod database;
#[cfg(feature = "ssr")]
pub mod demo;
#[cfg(feature = "ssr")]
pub mod housekeeping;
#[cfg(feature = "ssr")]
pub mod idempotency;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod outbound;
#[cfg(feature = "ssr")]
pub mod secret;

pub use error::{Error, Result};
