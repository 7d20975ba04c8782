use crate::{
    Error, Result,
    day::Day,
    ids::{ColumnId, LabelId, PersonId, TaskId},
    text,
};
use serde::{Deserialize, Serialize};

/// 0 none, 1 low, 2 medium, 3 high, 4 urgent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    #[default]
    None,
    Low,
    Medium,
    High,
    Urgent,
}

impl Priority {
    pub const ALL: [Self; 5] = [Self::None, Self::Low, Self::Medium, Self::High, Self::Urgent];

    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    /// As a heading or a choice says it.
    pub fn title(self) -> &'static str {
        match self {
            Self::None => "No priority",
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
            Self::Urgent => "Urgent",
        }
    }

    pub fn number(self) -> i16 {
        self as i16
    }

    pub fn from_number(number: i16) -> Self {
        Self::ALL.into_iter().find(|priority| priority.number() == number).unwrap_or_default()
    }
}

impl std::str::FromStr for Priority {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim().to_lowercase();
        Self::ALL
            .into_iter()
            .find(|priority| priority.name() == text)
            .ok_or_else(|| Error::invalid("priority", "A priority is none, low, medium, high or urgent."))
    }
}

pub fn parse_title(title: &str) -> Result<String> {
    text::line("title", title, 500)
}

pub fn parse_description(description: &str) -> Result<String> {
    text::prose("description", description, 100_000)
}

/// A task as its card shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Card {
    pub id: TaskId,
    /// The 42 of ATR-42.
    pub number: i32,
    pub column_id: ColumnId,
    /// Byte order of ranks is the order of cards in a column.
    pub rank: String,
    pub title: String,
    pub priority: Priority,
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, format = Date))]
    pub due_on: Option<Day>,
    pub assignees: Vec<PersonId>,
    pub labels: Vec<LabelId>,
    pub comments: i32,
    pub described: bool,
    pub version: i32,
}

/// A moment: for programs, and as the reader's zone says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Moment {
    /// RFC 3339, UTC.
    pub at: String,
    pub text: String,
}

/// A task as its panel shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TaskDetail {
    #[serde(flatten)]
    pub card: Card,
    /// Such as ATR-42.
    pub key: String,
    pub project_key: String,
    pub description: String,
    /// The description as sanitised HTML.
    pub description_html: String,
    pub archived: bool,
    pub created: Moment,
    pub created_by: String,
    pub comments_list: Vec<super::comment::Comment>,
    pub history: Vec<HistoryEntry>,
    pub can: TaskCan,
}

/// One line of a task's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct HistoryEntry {
    pub seq: i64,
    pub who: String,
    pub what: String,
    pub when: Moment,
}

/// What the reader may do with a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TaskCan {
    pub edit: bool,
    pub comment: bool,
}

/// A task in a list across projects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ListedTask {
    pub id: TaskId,
    pub key: String,
    pub project_key: String,
    pub number: i32,
    pub title: String,
    pub column: String,
    pub priority: Priority,
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, format = Date))]
    pub due_on: Option<Day>,
    pub done: bool,
}
