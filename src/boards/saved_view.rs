//! Ways of looking at a project that were given a name.

use crate::{Result, ids::SavedViewId, text};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SavedView {
    pub id: SavedViewId,
    pub name: String,
    /// The query of its address, with people and labels as ids, so that it holds when they are called otherwise.
    pub query: String,
    /// Everybody who sees the project has it.
    pub shared: bool,
    /// The caller saved it.
    pub own: bool,
    /// The caller sees the project this way unless the address says another.
    pub default: bool,
    pub version: i32,
}

/// A view to be saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewView {
    /// 1 to 60 characters.
    #[cfg_attr(feature = "ssr", schema(min_length = 1, max_length = 60))]
    pub name: String,
    /// Such as `view=list&due=late`, as the address of a project has it.
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(max_length = 2000))]
    pub query: String,
    #[serde(default)]
    pub shared: bool,
}

/// What of a saved view is to change; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ViewEdit {
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(min_length = 1, max_length = 60))]
    pub name: Option<String>,
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(max_length = 2000))]
    pub query: Option<String>,
    #[serde(default)]
    pub shared: Option<bool>,
}

pub fn parse_name(name: &str) -> Result<String> {
    text::line("name", name, 60)
}
