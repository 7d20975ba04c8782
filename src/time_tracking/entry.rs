use crate::{
    boards::board::PersonRef,
    day::Day,
    ids::{TaskId, TimeEntryId},
};
use serde::{Deserialize, Serialize};

/// A stretch of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TimeEntry {
    pub id: TimeEntryId,
    pub task_id: TaskId,
    pub person: PersonRef,
    /// Where the person is.
    #[cfg_attr(feature = "ssr", schema(value_type = String, format = Date))]
    pub day: Day,
    /// Null while the timer runs.
    pub minutes: Option<i32>,
    pub note: String,
    /// When the timer was started (RFC 3339), if it was a timer.
    pub started_at: Option<String>,
    pub ended_at: Option<String>,
    pub version: i32,
    /// Whether the reader may change it.
    pub can_edit: bool,
}

/// The time spent on one task, as far as the reader may see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TaskTime {
    /// The newest 200, newest first.
    pub entries: Vec<TimeEntry>,
    /// Of all entries.
    pub minutes: i64,
    /// Whether the reader's timer runs here.
    pub running: bool,
    /// Whether the reader may write down time here.
    pub can_track: bool,
}

/// The reader's timer, while it runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Running {
    pub entry_id: TimeEntryId,
    pub task_id: TaskId,
    /// Such as ATR-42; empty where the task is not shared with the reader any more.
    pub key: String,
    pub title: String,
    pub note: String,
    /// RFC 3339, UTC.
    pub started_at: String,
    /// For how long it has run by now.
    pub seconds: i64,
    pub version: i32,
}

/// Time to be written down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTime {
    #[cfg_attr(feature = "ssr", schema(minimum = 1, maximum = 1440))]
    pub minutes: i32,
    /// Without it, today where the caller is.
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, format = Date))]
    pub day: Option<Day>,
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(max_length = 500))]
    pub note: String,
}

/// What of an entry is to change; what is absent stays. Minutes stop a timer that runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TimeEdit {
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(minimum = 1, maximum = 1440))]
    pub minutes: Option<i32>,
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, format = Date))]
    pub day: Option<Day>,
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(max_length = 500))]
    pub note: Option<String>,
}
