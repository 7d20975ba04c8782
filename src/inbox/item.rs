//! The inbox as it is read: one item a task, with what happened on it.

use super::reason::Reason;
use crate::{
    Error, Result,
    boards::task::Moment,
    day::Day,
    ids::{PageId, TaskId},
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Which part of the inbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Shelf {
    Unread,
    /// Everything that is neither done nor snoozed.
    #[default]
    Open,
    Snoozed,
    Done,
}

impl Shelf {
    pub const ALL: [Self; 4] = [Self::Unread, Self::Open, Self::Snoozed, Self::Done];

    pub fn name(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Open => "open",
            Self::Snoozed => "snoozed",
            Self::Done => "done",
        }
    }

    /// The shelf of that name, or the open one.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|shelf| shelf.name() == name).unwrap_or_default()
    }
}

/// The newest of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct InboxView {
    pub items: Vec<InboxItem>,
    /// Tasks and pages with something unread, on whichever shelf is shown.
    pub unread: i64,
    /// There are older ones than these.
    pub more: bool,
    /// What was said about pages, the newest first.
    #[serde(default)]
    pub pages: Vec<InboxPage>,
}

/// A page about which something was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct InboxPage {
    pub page_id: PageId,
    /// Its number in the workspace.
    pub number: i32,
    pub title: String,
    pub unread: bool,
    /// Until when, where it is snoozed.
    pub snoozed: Option<String>,
    /// When there was something new last, in milliseconds since 1970; what was put off is as new as its return.
    pub newest: i64,
    /// What was said, newest first; at most three.
    pub lines: Vec<InboxLine>,
    /// How much more was said.
    pub earlier: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct InboxItem {
    pub task_id: TaskId,
    /// Such as ATR-42.
    pub key: String,
    pub project_key: String,
    pub project: String,
    pub project_hue: i16,
    pub number: i32,
    pub title: String,
    pub completed: bool,
    pub unread: bool,
    /// Until when, where it is snoozed.
    pub snoozed: Option<String>,
    /// When there was something new last, in milliseconds since 1970; what was put off is as new as its return.
    pub newest: i64,
    /// What happened, newest first; at most three.
    pub lines: Vec<InboxLine>,
    /// How much more happened.
    pub earlier: i64,
}

/// One thing that happened: `who` `what`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct InboxLine {
    pub reason: Reason,
    /// Nobody, where the clock says it.
    pub who: String,
    pub hue: i16,
    pub what: String,
    /// The beginning of the comment, as far as there is one.
    pub words: String,
    pub when: Moment,
    pub unread: bool,
}

/// What somebody was told about: tasks and pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Subjects {
    #[serde(default)]
    pub tasks: Vec<TaskId>,
    #[serde(default)]
    pub pages: Vec<PageId>,
}

impl Subjects {
    pub fn count(&self) -> usize {
        self.tasks.len() + self.pages.len()
    }
}

impl From<TaskId> for Subjects {
    fn from(task: TaskId) -> Self {
        Self { tasks: vec![task], pages: Vec::new() }
    }
}

impl From<PageId> for Subjects {
    fn from(page: PageId) -> Self {
        Self { tasks: Vec::new(), pages: vec![page] }
    }
}

/// What becomes of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    Read,
    Unread,
    Done,
    /// What was done last is open again.
    Undone,
    /// What is snoozed is open again.
    Woken,
}

/// Until when something is put off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// In three hours.
    LaterToday,
    /// At nine.
    Tomorrow,
    /// Monday at nine.
    NextWeek,
    /// That day at nine.
    On(Day),
}

impl fmt::Display for Until {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LaterToday => f.write_str("later_today"),
            Self::Tomorrow => f.write_str("tomorrow"),
            Self::NextWeek => f.write_str("next_week"),
            Self::On(day) => day.fmt(f),
        }
    }
}

impl FromStr for Until {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Ok(match text {
            "later_today" => Self::LaterToday,
            "tomorrow" => Self::Tomorrow,
            "next_week" => Self::NextWeek,
            day => Self::On(day.parse().map_err(|_| {
                Error::invalid("until", "Please say later_today, tomorrow, next_week, or a date such as 2026-11-21.")
            })?),
        })
    }
}
