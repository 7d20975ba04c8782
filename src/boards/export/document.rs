//! What a file of JSON has. These types are written by an export and read by an import.

use crate::{
    boards::{estimate::Estimate, field::FieldKind, recurrence::Cadence, relation::RelationKind, task::Priority},
    day::Day,
    ids::TaskId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::OffsetDateTime;

/// What a file says first: `format` of a project.
pub const PROJECT: &str = "atrium.project";
/// `format` of all projects of a workspace.
pub const WORKSPACE: &str = "atrium.workspace";
/// Rises when a program that reads the version before would misread the file.
pub const VERSION: u32 = 1;

/// A project without its tasks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectDocument {
    pub project: About,
    /// In order.
    pub columns: Vec<ColumnDocument>,
    pub labels: Vec<LabelDocument>,
    /// Its custom fields in order, without those put aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldDocument>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldDocument {
    pub name: String,
    pub kind: FieldKind,
    /// Of a select, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionDocument>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_card: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionDocument {
    pub name: String,
    #[serde(default)]
    pub hue: i16,
    /// No longer offered.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub key: String,
    pub name: String,
    pub description: String,
    pub hue: i16,
    pub archived: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnDocument {
    pub name: String,
    #[serde(default)]
    pub done: bool,
    #[serde(default)]
    pub task_limit: Option<i32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelDocument {
    pub name: String,
    #[serde(default)]
    pub hue: i16,
}

/// Somebody, by name; with their address for whoever may see addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDocument {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

impl std::fmt::Display for PersonDocument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.email {
            Some(email) => write!(f, "{} <{email}>", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// Tasks stand in the order of the board: by column, then as they lie in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskDocument {
    pub id: TaskId,
    /// Such as ATR-42.
    #[serde(default)]
    pub key: String,
    /// The name of its column.
    pub column: String,
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub priority: Priority,
    #[serde(default)]
    pub start_on: Option<Day>,
    #[serde(default)]
    pub due_on: Option<Day>,
    /// In minutes.
    #[serde(default)]
    pub estimate: Option<Estimate>,
    #[serde(default)]
    pub labels: Vec<String>,
    #[serde(default)]
    pub assignees: Vec<PersonDocument>,
    #[serde(default)]
    pub created_by: PersonDocument,
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub created_at: Option<OffsetDateTime>,
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub updated_at: Option<OffsetDateTime>,
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub completed_at: Option<OffsetDateTime>,
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub archived_at: Option<OffsetDateTime>,
    /// What it says in custom fields, by their names: a choice by its name, a person by name and address.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// In order.
    #[serde(default)]
    pub checklist: Vec<ItemDocument>,
    /// The task that it is a part of.
    #[serde(default)]
    pub parent: Option<TaskId>,
    /// How it stands to other tasks of the project. Each relation is told once, by one of the two.
    #[serde(default)]
    pub relations: Vec<RelationDocument>,
    #[serde(default)]
    pub repeats: Option<RepeatDocument>,
    /// The oldest first.
    #[serde(default)]
    pub comments: Vec<CommentDocument>,
    /// How long people worked on it, by day. An import leaves it out: nobody says for others how long they worked.
    #[serde(default)]
    pub time: Vec<TimeDocument>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemDocument {
    pub text: String,
    #[serde(default)]
    pub done: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationDocument {
    pub kind: RelationKind,
    /// The other task.
    pub task: TaskId,
}

/// The series of which a task is the newest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepeatDocument {
    /// A recurrence rule of RFC 5545.
    pub rule: String,
    #[serde(default)]
    pub cadence: Cadence,
    /// From which its days are counted.
    pub starts_on: Day,
    /// Where its days begin and end, such as Europe/Berlin.
    pub time_zone: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentDocument {
    #[serde(default)]
    pub author: PersonDocument,
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub at: Option<OffsetDateTime>,
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<OffsetDateTime>,
    pub body: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeDocument {
    #[serde(default)]
    pub person: PersonDocument,
    pub day: Day,
    pub minutes: i32,
    #[serde(default)]
    pub note: String,
}
