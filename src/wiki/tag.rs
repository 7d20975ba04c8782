use crate::{Result, ids::TagId, text};
use serde::{Deserialize, Serialize};

/// A word that pages and tasks are found by, in the whole workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Tag {
    pub id: TagId,
    pub name: String,
    /// 0 to 9.
    pub hue: i16,
}

/// More tags than these on one thing tell nobody anything.
pub const MOST_TAGS: usize = 30;

pub fn parse_name(name: &str) -> Result<String> {
    text::line("name", name, 40)
}

/// A tag with how much the reader finds by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TagUse {
    #[serde(flatten)]
    pub tag: Tag,
    pub pages: i64,
    pub tasks: i64,
}
