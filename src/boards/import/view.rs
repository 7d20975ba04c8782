use super::{format::Format, luggage::Luggage, mapping::Mapping};
use crate::{
    boards::{
        estimate::Estimate,
        task::{Moment, Priority},
    },
    day::Day,
    ids::ImportId,
};
use serde::{Deserialize, Serialize};

/// What becomes of the good rows when there are bad ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnProblem {
    /// The good rows go in.
    #[default]
    SkipRow,
    /// Nothing goes in.
    StopEverything,
}

/// What becomes of a task that an earlier import of the same file brought in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnKnown {
    /// It stays as it is.
    #[default]
    Skip,
    /// It comes in once more.
    AddAgain,
}

/// Why a row cannot go in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The line of the file where the row starts, from 1, or the number of the card; 0 where it is
    /// about the whole file.
    pub line: i32,
    /// What the card is called, in a file that has cards rather than lines.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    pub reason: String,
}

/// A row as the task it would be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ImportRow {
    pub line: i32,
    pub title: String,
    pub description: String,
    /// The first column of the board without it.
    pub column: Option<String>,
    pub labels: Vec<String>,
    pub priority: Priority,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, format = Date))]
    pub start_on: Option<Day>,
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, format = Date))]
    pub due_on: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// E-mail addresses or names, as the file has them.
    pub assignees: Vec<String>,
    /// It comes in put aside.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    #[serde(skip)]
    pub luggage: Luggage,
}

/// A name in the file, and how many rows have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Found {
    pub name: String,
    pub rows: i32,
}

/// What an import would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Preview {
    pub format: Format,
    /// Empty where the file is no table.
    pub headers: Vec<String>,
    pub mapping: Mapping,
    pub rows_total: i32,
    pub good: i32,
    /// How many of the good rows an earlier import brought into this project.
    pub known: i32,
    /// How many of the good rows come in archived.
    pub archived: i32,
    pub comments: i32,
    /// The project has no task yet and takes over the columns of the file.
    pub replaces_columns: bool,
    /// At most 200 of them.
    pub problems: Vec<Problem>,
    pub problem_count: i32,
    /// In the order of the file.
    pub columns: Vec<Found>,
    /// In the order of the file, the first 500.
    pub labels: Vec<Found>,
    /// Who is not a member here: their rows go in, unassigned, and name them in the description.
    pub unknown_people: Vec<String>,
    /// The first five good rows.
    pub sample: Vec<ImportRow>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type, utoipa::ToSchema), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum ImportState {
    Waiting,
    Running,
    Done,
    /// Nothing of it remains to be done, and its problems say why.
    Failed,
    Undone,
}

impl ImportState {
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Undone => "undone",
        }
    }

    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Undone)
    }
}

/// How far an import is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ImportView {
    pub id: ImportId,
    /// The name of the file.
    pub source: String,
    pub format: Format,
    pub state: ImportState,
    pub on_problem: OnProblem,
    pub rows_total: i32,
    /// How many rows were looked at, good or not.
    pub rows_done: i32,
    /// How many tasks it made.
    pub made: i32,
    /// How many were there already and stayed as they were.
    pub skipped: i32,
    /// How many of these are still there, the changed ones after an undo.
    pub left: i32,
    /// At most 200 of them.
    pub problems: Vec<Problem>,
    pub problem_count: i32,
    pub started: Moment,
    pub started_by: String,
    pub can_undo: bool,
}
