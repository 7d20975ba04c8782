//! Pages in spaces.

mod level;

#[cfg(feature = "ssr")]
pub mod content;

pub use level::Level;
