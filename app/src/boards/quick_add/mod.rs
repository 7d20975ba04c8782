//! Writing a task in one line. What the line means is read by [`atrium::boards::quick_add`] with every letter.

mod card;
mod caret;
mod chips;
mod field;
mod lines;
mod menu;
mod new_task;
mod send;

pub use card::{WriteCard, Writing};
pub use new_task::NewTask;
