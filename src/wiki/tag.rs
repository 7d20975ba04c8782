use super::page::PageLine;
use crate::{Result, ids::TagId, search::FoundTask, text};
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

/// What goes by a tag, as far as the reader sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tagged {
    /// Those changed last first.
    pub pages: Vec<PageLine>,
    /// Those that are open first.
    pub tasks: Vec<FoundTask>,
}
