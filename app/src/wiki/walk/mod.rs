//! Lists of pages by keyboard: arrows, or j and k, go from one to the next; from where nothing has the focus, to the first.

#[cfg(feature = "hydrate")]
mod keys;

#[cfg(feature = "hydrate")]
pub use keys::listen;

/// The server presses no keys.
#[cfg(not(feature = "hydrate"))]
pub fn listen(_: &'static str) {}
