//! Moving a page by mouse, pen or finger: before another one, behind it, or below it. As on a board, a mouse lifts after
//! some pixels and a finger after a moment, so that a swipe still scrolls.

use super::state::TreeState;
use leptos::{html, prelude::*};

#[cfg(feature = "hydrate")]
mod gesture;

#[cfg(feature = "hydrate")]
pub fn enable(tree: NodeRef<html::Ul>, state: TreeState) {
    gesture::enable(tree, state);
}

#[cfg(not(feature = "hydrate"))]
pub fn enable(_: NodeRef<html::Ul>, _: TreeState) {}
