use crate::ids::{PersonId, ProjectId, TaskId, WorkspaceId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

/// Of what to read the activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    Workspace,
    Project(ProjectId),
    Task(TaskId),
}

/// What to look for in the audit log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditSearch {
    /// How kinds begin, such as `member.`; empty for all.
    pub kind: String,
    pub person_id: Option<PersonId>,
    /// What is in the kind, in the name of who did it, or in what the event says; empty for all.
    pub words: String,
}

/// One act, as a sentence: `who` `what`, `when`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct EventView {
    /// Its number in the workspace, without gaps.
    pub seq: i64,
    pub kind: String,
    pub person_id: Option<PersonId>,
    pub who: String,
    pub hue: i16,
    pub what: String,
    pub project_id: Option<ProjectId>,
    pub subject_id: Option<Uuid>,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub when: String,
}

/// Events, newest first; `next` as `before` asks for the older ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct EventPage {
    pub items: Vec<EventView>,
    pub next: Option<i64>,
}

/// Whether a workspace's chain of events is as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    Sound {
        events: i64,
    },
    /// `seq` is the first event that is not as it was written.
    Broken {
        seq: i64,
        flaw: Flaw,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Flaw {
    #[error("the event was changed, or one before it was put in or taken out")]
    Changed,
    #[error("what the event says was changed")]
    DataChanged,
    #[error("the event is missing")]
    Missing,
    #[error("the events end before the number that was given out last")]
    Truncated,
    #[error("the last event is not the one that was recorded last")]
    Replaced,
}

/// The verdict on one of several workspaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceVerdict {
    pub workspace_id: WorkspaceId,
    pub slug: String,
    pub verdict: Verdict,
}
