//! Links by which anybody sees a board for a while: read-only, without people, comments or history.
//!
//! Invariants:
//! - The secret of a link alone says which board is seen; nothing else that a visitor sends does.
//! - A link that has expired, was revoked, or whose project or workspace was put aside, is like one there never was.

mod view;

pub use view::{ShareLink, SharedBoard, SharedCard, SharedColumn};

#[cfg(feature = "ssr")]
mod commands;
#[cfg(feature = "ssr")]
mod queries;

#[cfg(feature = "ssr")]
pub use commands::{MadeShare, NewShare, make_share, revoke_share};
#[cfg(feature = "ssr")]
pub use queries::{shared_board, shares, shares_by_key};

/// Where a secret stands in an address.
#[cfg(feature = "ssr")]
pub fn address(base_url: &str, secret: &str) -> String {
    format!("{base_url}/share/{secret}")
}
