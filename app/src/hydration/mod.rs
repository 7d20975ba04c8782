//! Waking a page in steps. Hydration in one go keeps a phone busy for half a second in which it answers to nothing; what
//! can wait is therefore woken afterwards, each piece in a task of its own, so that a tap comes between two of them.

mod asleep;
mod body;
mod deferred;
mod queue;
mod reach;

pub use asleep::Asleep;
pub use deferred::Deferred;
pub use queue::{awake_in_turn, in_turn, is_awake, once_awake};
