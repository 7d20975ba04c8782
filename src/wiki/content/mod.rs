//! What stands on a page: a Yjs document, as a log of updates and now and then the state up to one of them.
//!
//! Invariants:
//! - An update that was answered for is in the log. Nothing is taken out of it but what the state contains, and that
//!   only when the state was seen to load again ([`State`]).
//! - A document is loaded whole or not at all: where the log has a gap, nobody is shown the rest of it.
//! - One process at a time keeps a page open. It holds the lease, whose fence every one of its writes names; what others
//!   write to the log meanwhile (a restored version, say) it hears of and takes in.
//! - An update is looked at before it is taken: by [`Anatomy`], for names that the schema does not have and for parts
//!   that are missing. So a document never waits for the rest of an update, and can be written down at any moment.
//! - A Yjs client is one person's: of the one whose line of the log had something of it first ([`Owners`]). Nobody else
//!   goes on with it.
//! - Nobody merges into another epoch than the one they hold.

mod anatomy;
mod derive;
mod doc;
mod owners;
mod state;
mod weight;

mod commands;
mod queries;
mod store;

pub use anatomy::{Anatomy, Flaw};
pub use commands::{
    append::{Appended, Line, append},
    compact::compact,
    edit::{edit, locked, misfit},
    files::shows_file,
    lease::{Held, Renewed, Taken, give_back, renew, take},
    texts::{bring_texts, derive, refresh_texts, save_texts},
    thin::thin_versions,
    versions::{keep_version, name_version, restore_version, rewrite, rewrite_page},
};
pub use derive::Texts;
pub use doc::{apply, from_parts, new_doc, state_of};
pub use owners::Owners;
pub use queries::{
    Asked, Opened, Visitor, Written, compare, current, last_difference, levels, log_ends, open, owners, shown,
    updates_after, version, versions, visit,
};
pub use state::State;
pub use weight::{LARGEST, may_weigh, weight, weight_of, weight_to_be};

use crate::{
    database::TenantTx,
    ids::{PageId, WorkspaceId},
};

/// The schema that this program writes and reads; see `document/schema.json`.
pub use crate::wiki::store::contents::SCHEMA as SCHEMA_VERSION;

/// The one root of a page's document.
pub const ROOT: &str = "default";

/// A page among all workspaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageKey {
    pub workspace_id: WorkspaceId,
    pub page_id: PageId,
}

impl PageKey {
    /// A page of the workspace that the transaction is in.
    pub fn within(tx: &TenantTx, page_id: PageId) -> Self {
        Self { workspace_id: tx.workspace_id(), page_id }
    }
}
