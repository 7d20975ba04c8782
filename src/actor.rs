//! Who acts. A [`Caller`] is a person who has proved who they are; an [`Actor`] is that person in
//! one workspace, with the role they have there now.

use crate::ids::{ApiTokenId, PersonId, SessionId, WorkspaceId};
use serde::{Deserialize, Serialize};

/// What a member may do in a workspace, from most to least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type, utoipa::ToSchema), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Owner,
    Admin,
    Member,
    Viewer,
    /// Sees only what is shared with them.
    Guest,
}

impl Role {
    pub const ALL: [Self; 5] = [Self::Owner, Self::Admin, Self::Member, Self::Viewer, Self::Guest];

    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Member => "member",
            Self::Viewer => "viewer",
            Self::Guest => "guest",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.name() == text)
            .ok_or_else(|| crate::Error::invalid("role", "Please choose one of the roles."))
    }
}

/// How the caller proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    Session(SessionId),
    Token {
        id: ApiTokenId,
        may_write: bool,
    },
    /// The secret address of a calendar, which shows and changes nothing.
    CalendarAddress,
    /// The program itself, on its operator's word: commands of the shell and jobs.
    Operator,
}

/// A person who has proved who they are, in no workspace yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    pub person_id: PersonId,
    pub proof: Proof,
}

impl Caller {
    /// Whether the person came by a session, and not by a token.
    pub fn is_at_browser(&self) -> bool {
        matches!(self.proof, Proof::Session(_))
    }

    /// Whether this caller may change anything at all. A read-only token and the address of a calendar may not.
    pub fn may_write(&self) -> bool {
        !matches!(self.proof, Proof::Token { may_write: false, .. } | Proof::CalendarAddress)
    }
}

/// A caller in one workspace. Commands and queries take nothing less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    pub caller: Caller,
    pub workspace_id: WorkspaceId,
    pub role: Role,
}

impl Actor {
    pub fn person_id(&self) -> PersonId {
        self.caller.person_id
    }
}
