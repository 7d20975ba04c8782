use crate::{
    boards::task::Moment,
    ids::{PageCommentId, PersonId, ThreadId},
};
use serde::{Deserialize, Serialize};

/// A conversation about a page, or about a passage of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Thread {
    pub id: ThreadId,
    /// The passage as it was when the conversation began; empty where it is about the page.
    pub quote: String,
    pub created: Moment,
    pub resolved: Option<Moment>,
    pub resolved_by: Option<String>,
    /// Oldest first.
    pub comments: Vec<PageComment>,
    /// Whether the reader may reply, resolve and reopen.
    pub can_reply: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PageComment {
    pub id: PageCommentId,
    pub author_id: PersonId,
    pub author: String,
    /// 0 to 9.
    pub author_hue: i16,
    pub body: String,
    /// The body as sanitised HTML.
    pub body_html: String,
    pub created: Moment,
    pub edited: bool,
    pub version: i32,
    pub can_edit: bool,
    pub can_remove: bool,
}
