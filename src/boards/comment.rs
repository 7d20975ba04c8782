use super::{reaction::ReactionView, task::Moment};
use crate::{
    Error, Result,
    ids::{CommentId, PersonId},
    text,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Comment {
    pub id: CommentId,
    pub author_id: PersonId,
    pub author: String,
    pub author_hue: i16,
    pub body: String,
    /// The body as sanitised HTML.
    pub body_html: String,
    pub created: Moment,
    pub edited: bool,
    pub version: i32,
    pub reactions: Vec<ReactionView>,
    pub can_edit: bool,
    pub can_remove: bool,
}

pub fn parse_body(body: &str) -> Result<String> {
    let body = text::prose("body", body, 20_000)?;
    if body.trim().is_empty() { Err(Error::invalid("body", "Please write something first.")) } else { Ok(body) }
}
