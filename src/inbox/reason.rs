use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// Why somebody is told, from what concerns them most to what concerns them least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// Somebody called them by name.
    Mentioned,
    /// A task was given to them, or taken from them.
    Assigned,
    /// A task of theirs is due.
    Due,
    /// Somebody spoke about a task they watch.
    Commented,
    /// A task they watch was moved or changed.
    Changed,
}

impl Reason {
    pub const ALL: [Self; 5] = [Self::Mentioned, Self::Assigned, Self::Due, Self::Commented, Self::Changed];

    /// Where it stands in a set of reasons.
    pub fn bit(self) -> i16 {
        match self {
            Self::Mentioned => 1,
            Self::Assigned => 2,
            Self::Due => 4,
            Self::Commented => 8,
            Self::Changed => 16,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Mentioned => "mentioned",
            Self::Assigned => "assigned",
            Self::Due => "due",
            Self::Commented => "commented",
            Self::Changed => "changed",
        }
    }
}

impl std::str::FromStr for Reason {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|reason| reason.name() == text)
            .ok_or_else(|| Error::invalid("reason", "A reason is mentioned, assigned, due, commented or changed."))
    }
}
