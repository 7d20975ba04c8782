//! A title on its way to the server while it is typed: after a pause, when the field is left, and when the page is.

mod line;
mod sending;

pub use sending::{Naming, Titled};
