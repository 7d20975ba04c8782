use crate::{
    actor::Role,
    ids::WorkspaceId,
    workspace::policy::{Action, allows},
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Whether a workspace is shared, or the own space of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Team,
    Personal,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Personal => "personal",
        }
    }

    pub fn from_name(name: &str) -> Self {
        if name == "personal" { Self::Personal } else { Self::Team }
    }
}

/// One of the caller's workspaces, in the list to switch between.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct WorkspaceSummary {
    pub id: WorkspaceId,
    pub slug: String,
    pub name: String,
    pub kind: Kind,
    pub role: Role,
    /// The caller was suspended here and cannot enter.
    pub suspended: bool,
    /// When it was deleted: its owner has 30 days to restore it. Only owners see deleted ones.
    #[serde(with = "time::serde::rfc3339::option")]
    pub deleted_at: Option<OffsetDateTime>,
}

/// A workspace, to somebody in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct WorkspaceView {
    pub id: WorkspaceId,
    pub slug: String,
    pub name: String,
    pub kind: Kind,
    pub version: i32,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    pub seats: i64,
    pub role: Role,
    pub can: WorkspaceCan,
}

/// What the reader of a [`WorkspaceView`] may do, so that a screen shows just the buttons that work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[expect(clippy::struct_excessive_bools, reason = "one answer per button")]
pub struct WorkspaceCan {
    pub see_members: bool,
    pub rename: bool,
    pub edit_billing: bool,
    pub delete: bool,
    pub leave: bool,
    pub invite: bool,
    pub manage_members: bool,
    pub manage_teams: bool,
    pub read_audit: bool,
}

impl WorkspaceCan {
    pub fn of(role: Role, kind: Kind, may_write: bool) -> Self {
        let shared = kind == Kind::Team;
        let change = |action| may_write && allows(role, action);
        Self {
            see_members: allows(role, Action::SeeMembers),
            rename: change(Action::Rename),
            edit_billing: change(Action::EditBilling),
            delete: shared && change(Action::Delete),
            leave: shared && change(Action::Leave),
            invite: shared && change(Action::Invite),
            manage_members: shared && change(Action::ChangeRole),
            manage_teams: shared && change(Action::ManageTeams),
            read_audit: allows(role, Action::ReadAudit),
        }
    }
}

/// The billing record. It is written down and nothing more: no feature depends on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Billing {
    pub plan: String,
    pub billing_contact: String,
    pub invoice_reference: String,
    pub seats: i64,
    pub version: i32,
}
