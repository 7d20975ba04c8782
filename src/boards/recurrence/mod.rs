//! Tasks that come again: a series of which one task at a time is the newest.
//!
//! Invariants:
//! - A series has at most one task for each of its days. The table says so, so that neither two who complete a
//!   task at once nor a job that runs twice make a second one.
//! - Only the newest task of a series brings the next one about, when it is completed or, where the series keeps
//!   to its dates, when the next date has come.

mod presets;
#[cfg(feature = "ssr")]
mod rule;

pub use presets::{Preset, presets};
#[cfg(feature = "ssr")]
pub use rule::Rule;

use crate::{Error, Result, day::Day};
use serde::{Deserialize, Serialize};

/// From what the next date is reckoned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Cadence {
    /// From the dates of the rule: the next task comes when the last is completed, and at its date at the latest.
    #[default]
    Dates,
    /// From the day on which the last task was completed.
    Completion,
}

impl Cadence {
    pub fn name(self) -> &'static str {
        match self {
            Self::Dates => "dates",
            Self::Completion => "completion",
        }
    }
}

impl std::str::FromStr for Cadence {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        [Self::Dates, Self::Completion]
            .into_iter()
            .find(|cadence| cadence.name() == text)
            .ok_or_else(|| Error::invalid("cadence", "A task repeats on its dates or after its completion."))
    }
}

/// How a task repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Repeat {
    /// A recurrence rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=FR`.
    pub rule: String,
    pub cadence: Cadence,
    /// The rule in words, such as `every Friday`.
    pub words: String,
    /// The next date, where it is known already.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, format = Date))]
    pub next_on: Option<Day>,
}
