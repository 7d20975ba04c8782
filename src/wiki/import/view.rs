use crate::{
    boards::{import::ImportState, task::Moment},
    ids::{PageId, PageImportId, SpaceId},
    wiki::{page::PageRef, space::SpaceRef},
};
use serde::{Deserialize, Serialize};

/// Where the files are from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PageFormat {
    /// Folders of markdown or HTML.
    #[default]
    Folder,
    /// Markdown with a SUMMARY.md that has the order.
    Book,
    Notion,
    Confluence,
}

impl PageFormat {
    /// As people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Folder => "a folder of files",
            Self::Book => "a book with a SUMMARY.md",
            Self::Notion => "an export from Notion",
            Self::Confluence => "an export from Confluence",
        }
    }
}

/// What of a file could not be kept, or not as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FileProblem {
    /// Empty where it is about the import as a whole.
    pub path: String,
    pub reason: String,
}

/// A page that an import would make.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PlannedPage {
    /// How deep it would stand; at the top 0.
    pub depth: i32,
    pub title: String,
    /// The file it is made of; empty for a folder that has no text of its own.
    pub path: String,
    pub words: i32,
}

/// What an import would make. Nothing is changed by looking.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PagePreview {
    pub format: PageFormat,
    /// Each before those below it.
    pub pages: Vec<PlannedPage>,
    /// Links from page to page that will work.
    pub links: i32,
    /// Pictures and files that the pages show.
    pub files: i32,
    /// At most 200 of them.
    pub problems: Vec<FileProblem>,
    pub problem_count: i32,
}

/// How far an import is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PageImportView {
    pub id: PageImportId,
    /// The name of the file.
    pub source: String,
    pub format: PageFormat,
    pub state: ImportState,
    pub space_id: SpaceId,
    /// Nothing where the reader does not see the space any more.
    pub space: Option<SpaceRef>,
    /// The page below which the pages go; nothing where that is the space.
    pub parent_id: Option<PageId>,
    pub pages_total: i32,
    pub pages_done: i32,
    /// How many of its pages are there and not in the trash.
    pub left: i32,
    /// The first page it made, if that is there.
    pub first: Option<PageRef>,
    /// At most 200 of them.
    pub problems: Vec<FileProblem>,
    pub problem_count: i32,
    pub started: Moment,
    pub can_undo: bool,
}
