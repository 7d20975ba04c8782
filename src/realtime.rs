//! What a client and the live hub say to each other over the one WebSocket, as JSON text frames.
//!
//! A client opens topics, each with the number of the newest event it knows; from then on it gets
//! every change after that, in order. A frame tells what changed as it stands now, so a frame that
//! comes twice does no harm. Rights are checked when a topic opens and again while it is open.

use crate::{
    boards::board::BoardChanges,
    ids::{PageId, PersonId, ProjectId},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The id of a page, or of a space.
pub type Thing = Uuid;

/// What can be listened to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "topic", rename_all = "snake_case")]
pub enum Topic {
    Board {
        /// The workspace's slug, as in its address.
        workspace: String,
        project_id: ProjectId,
    },
    /// One's own inbox in a workspace.
    Inbox { workspace: String },
    /// The pages of a workspace, as far as the listener sees them.
    Wiki { workspace: String },
    /// The text of a page, for who reads it.
    Page { workspace: String, page_id: PageId },
}

impl Topic {
    /// Whether that was told to those who listen to this.
    pub fn is_told(&self, tell: &Tell) -> bool {
        match (self, tell) {
            (
                Self::Board { project_id, .. },
                Tell::Changes { project_id: of, .. }
                | Tell::People { project_id: of, .. }
                | Tell::Gone { project_id: of },
            ) => project_id == of,
            (Self::Page { page_id, .. }, Tell::Text { page_id: of, .. }) => page_id == of,
            (Self::Inbox { .. }, Tell::Inbox { .. } | Tell::InboxGone) | (Self::Wiki { .. }, Tell::Wiki { .. }) => true,
            _ => false,
        }
    }
}

/// From the client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Ask {
    Open {
        #[serde(flatten)]
        topic: Topic,
        /// The newest event number the client knows; of a page, how far of its log the text is that the client shows.
        after: i64,
    },
    Close {
        #[serde(flatten)]
        topic: Topic,
    },
}

/// From the hub: `{"changes": {..}}` and so on. (A tag beside the fields would have the browser load the reading of
/// all they hold a second time.)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tell {
    Changes {
        project_id: ProjectId,
        changes: BoardChanges,
    },
    /// Who else is on this board now, at most 50.
    People {
        project_id: ProjectId,
        people: Vec<PersonId>,
    },
    /// The topic did not open, or closed: there is nothing to see for this person any more.
    Gone {
        project_id: ProjectId,
    },
    /// What is in the listener's inbox is not as it was: so many tasks have something unread.
    Inbox {
        unread: i64,
    },
    /// The listener has no inbox there, or not any more.
    InboxGone,
    /// These pages, and spaces whose tree they are in, are not as they were before the event `seq`: they are to be read
    /// anew. None of them: so much happened that everything is.
    Wiki {
        seq: i64,
        things: Vec<Thing>,
    },
    /// The text of this page goes as far as line `seq` of its log by now: it is to be read anew.
    Text {
        page_id: PageId,
        seq: i64,
    },
    /// The server stops; come back after this many milliseconds.
    Closing {
        retry_after_ms: u32,
    },
}

/// Close codes of the live socket (the range 4000 to 4999 is free for applications, RFC 6455).
pub mod close_code {
    /// Not signed in, or not any more: do not come back without signing in.
    pub const SIGNED_OUT: u16 = 4401;
    /// The client read too slowly, or asked too much: come back, and resume.
    pub const TOO_SLOW: u16 = 4500;
}
