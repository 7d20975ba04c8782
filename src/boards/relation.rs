//! How tasks stand to each other: some are part of another one, some block, repeat or merely belong
//! with others, of whichever project.

use crate::ids::{RelationId, TaskId};
use serde::{Deserialize, Serialize};

/// How many levels a task with its subtasks has at most, itself the first.
pub const MOST_LEVELS: usize = 5;

/// How one task stands to another, as seen from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    BlockedBy,
    Blocks,
    Relates,
    Duplicates,
    DuplicatedBy,
}

impl RelationKind {
    pub const ALL: [Self; 5] = [Self::BlockedBy, Self::Blocks, Self::Relates, Self::Duplicates, Self::DuplicatedBy];

    pub fn name(self) -> &'static str {
        match self {
            Self::BlockedBy => "blocked_by",
            Self::Blocks => "blocks",
            Self::Relates => "relates",
            Self::Duplicates => "duplicates",
            Self::DuplicatedBy => "duplicated_by",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Between the names of two tasks.
    pub fn words(self) -> &'static str {
        match self {
            Self::BlockedBy => "is blocked by",
            Self::Blocks => "blocks",
            Self::Relates => "relates to",
            Self::Duplicates => "duplicates",
            Self::DuplicatedBy => "is duplicated by",
        }
    }

    /// The same, as seen from the other task.
    pub fn reversed(self) -> Self {
        match self {
            Self::BlockedBy => Self::Blocks,
            Self::Blocks => Self::BlockedBy,
            Self::Relates => Self::Relates,
            Self::Duplicates => Self::DuplicatedBy,
            Self::DuplicatedBy => Self::Duplicates,
        }
    }

    /// Whether it is kept as its reverse, from the other task.
    pub fn is_passive(self) -> bool {
        matches!(self, Self::BlockedBy | Self::DuplicatedBy)
    }
}

/// A task as others name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TaskRef {
    pub id: TaskId,
    /// Such as ATR-42.
    pub key: String,
    pub project_key: String,
    pub number: i32,
    pub title: String,
    pub done: bool,
    pub archived: bool,
}

/// A relation of the task that is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Relation {
    pub id: RelationId,
    pub kind: RelationKind,
    /// The other task.
    pub task: TaskRef,
}

/// Two tasks of a board, one of which waits for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Blocking {
    pub blocker: TaskId,
    pub blocked: TaskId,
}

#[cfg(test)]
mod tests {
    use super::RelationKind;

    #[test]
    fn a_relation_seen_from_both_sides_is_one() {
        for kind in RelationKind::ALL {
            assert_eq!(kind.reversed().reversed(), kind);
            assert!(!(kind.is_passive() && kind.reversed().is_passive()), "{kind:?} is kept one way");
        }
    }
}
