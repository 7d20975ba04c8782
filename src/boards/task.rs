use super::{
    checklist::{ChecklistItem, Progress},
    estimate::Estimate,
    field::Values,
    relation::{Relation, TaskRef},
};
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

/// A task starts on the day it is due, or before. The message goes to the field that was `changed`.
pub fn check_dates(start: Option<Day>, due: Option<Day>, changed: &str) -> Result<()> {
    match (start, due) {
        (Some(start), Some(due)) if start > due && changed == "due_on" => {
            Err(Error::invalid("due_on", format!("This is before the start, which is {start}.")))
        }
        (Some(start), Some(due)) if start > due => {
            Err(Error::invalid("start_on", format!("This is after the due date, which is {due}.")))
        }
        _ => Ok(()),
    }
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, format = Date, nullable = false))]
    pub start_on: Option<Day>,
    /// In minutes; a day of work has 480.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<i32>, minimum = 1, maximum = 480_000, nullable = false))]
    pub estimate: Option<Estimate>,
    pub assignees: Vec<PersonId>,
    pub labels: Vec<LabelId>,
    /// What it says in the custom fields of its project, by their ids; each value as text.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    #[cfg_attr(feature = "ssr", schema(value_type = std::collections::HashMap<String, String>, required = false))]
    pub fields: Values,
    pub comments: i32,
    /// How far the checklist is, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ssr", schema(nullable = false))]
    pub checklist: Option<Progress>,
    /// How far the tasks are that are a part of this one, if there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ssr", schema(nullable = false))]
    pub subtasks: Option<Progress>,
    /// The number of the task that this one is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ssr", schema(nullable = false))]
    pub parent: Option<i32>,
    /// It is open, and so is a task that blocks it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "ssr", schema(required = false))]
    pub blocked: bool,
    #[serde(default, skip_serializing_if = "is_zero")]
    #[cfg_attr(feature = "ssr", schema(required = false))]
    pub attachments: i32,
    pub described: bool,
    /// Another one like it follows when it is done.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub repeats: bool,
    pub version: i32,
}

/// Most cards have none, and a board of 2,000 says so 2,000 times.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(count: &i32) -> bool {
    *count == 0
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
    pub repeat: Option<super::recurrence::Repeat>,
    pub created: Moment,
    pub created_by: String,
    /// The task that this one is a part of.
    pub parent_task: Option<TaskRef>,
    /// Those on the board, in the order they were made.
    pub subtask_list: Vec<TaskRef>,
    /// To tasks that the reader may see.
    pub relations: Vec<Relation>,
    /// Pages whose text names the task, that the reader may see, by title.
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(required = false))]
    pub pages: Vec<crate::wiki::page::PageRef>,
    pub checklist_items: Vec<ChecklistItem>,
    pub comments_list: Vec<super::comment::Comment>,
    /// Who is told what happens to it, by name.
    pub watchers: Vec<super::board::PersonRef>,
    /// Whether the reader is among them.
    pub watching: bool,
    /// Whether something of it is unread in the reader's inbox.
    pub news: bool,
    /// Oldest first.
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(required = false))]
    pub attachments: Vec<crate::files::Attachment>,
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(required = false))]
    pub time: crate::time_tracking::TaskTime,
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
    /// Keep it as a template of its project.
    #[serde(default)]
    pub save_template: bool,
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
