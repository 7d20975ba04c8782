use super::{level::Level, page::PageLine};
use crate::{
    Result,
    ids::{ProjectId, SpaceId},
    text,
};
use serde::{Deserialize, Serialize};

pub fn parse_name(name: &str) -> Result<String> {
    text::line("name", name, 80)
}

/// A tree of pages with rights of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Space {
    pub id: SpaceId,
    /// Its short name in addresses.
    pub slug: String,
    pub name: String,
    pub description: String,
    /// 0 to 9.
    pub hue: i16,
    /// What everybody of the workspace may do in it, guests excepted.
    pub everyone: Level,
    /// The project whose people see it, if it is the space of one.
    pub project_id: Option<ProjectId>,
    pub archived: bool,
    pub version: i32,
}

/// A space in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SpaceSummary {
    #[serde(flatten)]
    pub space: Space,
    /// What the reader may do in it.
    pub level: Level,
    /// How many pages the reader sees in it.
    pub pages: i64,
}

/// A space, as a page of it names where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SpaceRef {
    pub id: SpaceId,
    pub slug: String,
    pub name: String,
    /// 0 to 9.
    pub hue: i16,
}

/// What the reader may do with a space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[expect(clippy::struct_excessive_bools, reason = "one ability a field, as the screen reads them")]
pub struct SpaceCan {
    pub create_page: bool,
    pub restore_page: bool,
    pub delete_page: bool,
    pub edit: bool,
    pub archive: bool,
    pub see_access: bool,
    pub change_access: bool,
    pub export: bool,
    pub save_template: bool,
}

/// A space by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SpaceView {
    #[serde(flatten)]
    pub space: Space,
    /// What the reader may do in it.
    pub level: Level,
    pub can: SpaceCan,
}

/// The wiki as somebody enters it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct WikiHome {
    /// By name, without those put aside.
    pub spaces: Vec<SpaceSummary>,
    pub favourites: Vec<PageLine>,
    /// Where the reader was last.
    pub visited: Vec<PageLine>,
    /// What was changed last.
    pub changed: Vec<PageLine>,
    /// Pages the reader may see, of spaces that they may not.
    pub shared: Vec<PageLine>,
    pub can_create_space: bool,
}
