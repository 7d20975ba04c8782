//! Dragging a card by mouse, pen or finger.
//!
//! A mouse lifts after 6 px; a finger after a press of a quarter of a second, so that a swipe still
//! scrolls. The lifted copy follows the pointer by `transform` alone; the place where it would land
//! is looked up from what is drawn, so cards that arrive meanwhile do no harm.

use super::state::BoardState;
use leptos::{html, prelude::*};

pub mod click;
#[cfg(feature = "hydrate")]
mod edges;
#[cfg(feature = "hydrate")]
mod flight;
#[cfg(feature = "hydrate")]
mod gesture;
pub mod hear;
#[cfg(feature = "hydrate")]
mod landing;
#[cfg(feature = "hydrate")]
mod listeners;

#[cfg(feature = "hydrate")]
pub fn enable(board: NodeRef<html::Div>, state: BoardState) {
    listeners::enable(board, state);
}

#[cfg(not(feature = "hydrate"))]
pub fn enable(_: NodeRef<html::Div>, _: BoardState) {}
