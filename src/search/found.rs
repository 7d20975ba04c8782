use crate::ids::{PageId, PersonId, ProjectId, TaskId};
use serde::{Deserialize, Serialize};

/// What goes by the words that were asked for, the best of each kind first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Found {
    pub tasks: Vec<FoundTask>,
    pub projects: Vec<FoundProject>,
    pub people: Vec<FoundPerson>,
    pub pages: Vec<FoundPage>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FoundTask {
    pub id: TaskId,
    /// Such as ATR-42.
    pub key: String,
    pub project_key: String,
    pub number: i32,
    pub title: String,
    pub project: String,
    pub done: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FoundProject {
    pub id: ProjectId,
    pub key: String,
    pub name: String,
    /// 0 to 9.
    pub hue: i16,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FoundPerson {
    pub id: PersonId,
    pub name: String,
    pub title: String,
    /// 0 to 9.
    pub hue: i16,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FoundPage {
    pub id: PageId,
    /// Its number in the workspace.
    pub number: i32,
    pub title: String,
    /// The space that it is in, where the reader sees it.
    pub space: Option<String>,
    /// The words around what was asked for, where they stand in the text.
    pub excerpt: String,
}
