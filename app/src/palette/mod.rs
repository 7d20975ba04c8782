//! Ctrl or Cmd K: find anything, do anything. A combobox over a list, after the pattern of the ARIA practices.

mod api;
mod commands;
mod entry;
mod list;
mod recent;
mod window;

pub use window::{Palette, Scope};
