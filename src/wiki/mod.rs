//! The wiki: spaces with trees of pages, and what people write on them together.

#[cfg(feature = "ssr")]
pub mod document;
