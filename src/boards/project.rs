use super::field::Field;
use crate::{
    Error, Result,
    ids::{ColumnId, LabelId, PersonId, ProjectId, TaskId},
    text,
};
use serde::{Deserialize, Serialize};

/// The short name that task keys begin with, such as the ATR of ATR-42: 2 to 10 capitals or digits.
pub fn parse_key(text: &str) -> Result<String> {
    let key = text.trim().to_uppercase();
    let fits = (2..=10).contains(&key.len())
        && key.starts_with(|c: char| c.is_ascii_uppercase())
        && key.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    if fits {
        Ok(key)
    } else {
        Err(Error::invalid("key", "A key has 2 to 10 letters or digits and starts with a letter, such as ATR."))
    }
}

pub fn parse_name(name: &str) -> Result<String> {
    text::line("name", name, 80)
}

/// What a guest may do in a project that is shared with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type, utoipa::ToSchema), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum GuestLevel {
    View,
    Edit,
}

/// What happens when a task is completed while another one still blocks it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type, utoipa::ToSchema), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum WhenBlocked {
    Allow,
    /// It is completed, and the screen says so.
    #[default]
    Warn,
    Forbid,
}

impl WhenBlocked {
    pub const ALL: [Self; 3] = [Self::Allow, Self::Warn, Self::Forbid];

    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Forbid => "forbid",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Project {
    pub id: ProjectId,
    pub key: String,
    pub name: String,
    pub description: String,
    pub hue: i16,
    /// What happens when a task is completed while another one still blocks it.
    pub when_blocked: WhenBlocked,
    pub version: i32,
    pub archived: bool,
}

/// A project in a list, with how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ProjectSummary {
    #[serde(flatten)]
    pub project: Project,
    pub open_tasks: i64,
    pub done_tasks: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Column {
    pub id: ColumnId,
    pub name: String,
    /// Byte order of ranks is the order of columns.
    pub rank: String,
    /// Tasks in it count as completed.
    pub done: bool,
    /// How many tasks it should hold at most.
    pub task_limit: Option<i32>,
    pub version: i32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Label {
    pub id: LabelId,
    pub name: String,
    /// 0 to 9.
    pub hue: i16,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Guest {
    pub person_id: PersonId,
    pub name: String,
    /// 0 to 9.
    pub hue: i16,
    pub level: Option<GuestLevel>,
}

/// A task that was put aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchivedTask {
    pub id: TaskId,
    pub number: i32,
    pub title: String,
    /// Where it goes when it is restored.
    pub column: String,
    /// When it was put aside, in the reader's zone.
    pub archived: String,
}

/// What the reader may do with a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "one ability a field, as the screen reads them")]
pub struct ProjectCan {
    pub edit: bool,
    pub archive: bool,
    pub share: bool,
    pub restore_tasks: bool,
    pub export: bool,
    pub publish: bool,
    pub save_template: bool,
}

/// A project beside its board: what it is called, who else sees it, what was put aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectSettings {
    pub project: Project,
    pub can: ProjectCan,
    /// Its custom fields in order, those put aside at the end. Empty for who may not change them.
    pub fields: Vec<Field>,
    /// Those it is shared with. Empty for who may not share it.
    pub guests: Vec<Guest>,
    /// The newest of them first.
    pub archived_tasks: Vec<ArchivedTask>,
    pub archived_count: i64,
    /// From which its tasks can be made.
    pub templates: Vec<super::template::Template>,
}
