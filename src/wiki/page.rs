use super::{level::Level, space::SpaceRef, tag::Tag};
use crate::{
    Result,
    boards::{relation::TaskRef, task::Moment},
    ids::{PageId, SpaceId},
    text,
};
use serde::{Deserialize, Serialize};

/// What a page is called that has no title yet.
pub const UNTITLED: &str = "Untitled";

/// What stands for a page and for a task of which the reader may not even know the name.
pub const HIDDEN_PAGE: &str = "A page you cannot see";
pub const HIDDEN_TASK: &str = "A task you cannot see";

/// A title of up to 200 characters, which may be missing.
pub fn parse_title(title: &str) -> Result<String> {
    text::optional_line("title", title, 200)
}

/// The title, or what stands in its place.
pub fn shown_title(title: &str) -> &str {
    if title.is_empty() { UNTITLED } else { title }
}

/// A page in the tree of its space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PageSummary {
    pub id: PageId,
    /// Its number in the workspace, by which addresses name it.
    pub number: i32,
    pub space_id: SpaceId,
    /// The page above it; nothing where that is the space, or a page that the reader does not see.
    pub parent_id: Option<PageId>,
    /// Byte order of ranks is the order of pages that have one parent.
    pub rank: String,
    pub title: String,
    pub version: i32,
    /// What the reader may do with it.
    pub level: Level,
    /// Whether it says something of its own about who may do what.
    pub own_access: bool,
    /// How many pages the reader sees right below it.
    pub children: i32,
}

/// A page as another one names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PageRef {
    pub id: PageId,
    pub number: i32,
    pub title: String,
}

/// What the text of a page names, as far as the reader sees it now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Named {
    pub pages: Vec<PageRef>,
    pub tasks: Vec<TaskRef>,
}

/// A page in a list of pages from everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PageLine {
    #[serde(flatten)]
    pub page: PageRef,
    /// Nothing where the reader sees the page and not its space.
    pub space: Option<SpaceRef>,
    /// Of the list's own matter: changed, visited.
    pub when: Moment,
    /// Who changed it last.
    pub who: String,
}

/// A page in the trash, with all that went there with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TrashedPage {
    #[serde(flatten)]
    pub page: PageRef,
    pub space: Option<SpaceRef>,
    pub trashed: Moment,
    pub trashed_by: String,
    /// How many pages lie below it there.
    pub below: i64,
    pub can_restore: bool,
    pub can_delete: bool,
}

/// A page in the trash, as whoever may bring it back finds it at its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageInTrash {
    pub page: PageRef,
    /// The page with which it went there, and comes back, where that is another one.
    pub with: Option<PageRef>,
    /// Nothing where the reader sees the page and not its space.
    pub space: Option<SpaceRef>,
}

/// A heading of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OutlineEntry {
    /// 1 to 6.
    pub level: u8,
    pub text: String,
    /// Where it is on the page.
    pub id: String,
}

/// What the reader may do with a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[expect(clippy::struct_excessive_bools, reason = "one ability a field, as the screen reads them")]
pub struct PageCan {
    pub star: bool,
    pub comment: bool,
    pub edit: bool,
    pub create_page: bool,
    pub move_page: bool,
    pub trash: bool,
    pub change_versions: bool,
    pub moderate: bool,
    pub see_access: bool,
    pub change_access: bool,
    pub see_links: bool,
    pub publish: bool,
    pub export: bool,
    pub save_template: bool,
}

/// A page to be read.
#[expect(clippy::struct_excessive_bools, reason = "each says something of its own about the page")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PageView {
    pub id: PageId,
    pub number: i32,
    pub space_id: SpaceId,
    /// Nothing where the reader sees the page and not its space.
    pub space: Option<SpaceRef>,
    pub parent_id: Option<PageId>,
    /// The pages above it that the reader sees, from the top.
    pub breadcrumbs: Vec<PageRef>,
    pub title: String,
    /// Rises with the title and the place, not with the text.
    pub version: i32,
    pub archived: bool,
    pub level: Level,
    pub can: PageCan,
    pub own_access: bool,
    /// Rises when the text was rewritten as a whole.
    pub epoch: i32,
    /// By which description of the schema the text was written.
    pub schema: i32,
    /// The text as sanitised HTML.
    pub html: String,
    pub named: Named,
    pub outline: Vec<OutlineEntry>,
    pub words: i32,
    /// Whether `html`, `outline` and `words` say what was written last.
    pub current: bool,
    pub tags: Vec<Tag>,
    /// How many conversations about it are not resolved.
    pub open_threads: i32,
    pub favourite: bool,
    /// The pages right below it, in order.
    pub children: Vec<PageRef>,
    /// The pages that refer to it.
    pub backlinks: Vec<PageRef>,
    pub created: Moment,
    pub created_by: String,
    pub updated: Moment,
    pub updated_by: String,
    /// How far of the page's log `html` goes. It travels beside the text.
    #[serde(skip)]
    pub text_seq: i64,
    /// Whether the reader looked at it a moment ago and was told nothing about it since: a look now is not worth a note.
    #[serde(skip)]
    pub seen: bool,
}

/// The text of a page, and what is told of it beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageText {
    /// Sanitised HTML.
    pub html: String,
    pub outline: Vec<OutlineEntry>,
    pub words: i32,
    pub updated: Moment,
    pub updated_by: String,
    pub epoch: i32,
    /// How far of the page's log it goes.
    pub seq: i64,
    /// Whether that is all of it.
    #[serde(skip)]
    pub current: bool,
}
