use crate::ids::{PageId, PersonId, ProjectId, TaskId};
use serde::{Deserialize, Serialize};

/// What goes by the words that were asked for, the best of each kind first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Found {
    pub tasks: Vec<FoundTask>,
    pub pages: Vec<FoundPage>,
    pub projects: Vec<FoundProject>,
    pub people: Vec<FoundPerson>,
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
pub struct FoundPage {
    pub id: PageId,
    pub number: i32,
    pub title: String,
    /// Nothing where the reader sees the page and not its space.
    pub space: Option<String>,
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
