//! The tree of a space: read from top to bottom, folded and unfolded, and put in another order by pointer, keys or a
//! dialog.

mod drag;
mod kept;
mod keys;
mod move_dialog;
mod rows;
mod state;
#[cfg(test)]
mod tests;
mod view;

pub use kept::{is_folded, keep_folded};
pub use move_dialog::MoveDialog;
pub use state::TreeState;
pub use view::PageTree;
