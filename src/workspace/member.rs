use crate::{
    actor::Role,
    ids::{PersonId, TeamId},
    workspace::policy::{Action, allows, may_manage},
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A person in a workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct MemberView {
    pub person_id: PersonId,
    pub name: String,
    /// Only for those who manage people.
    pub email: Option<String>,
    pub title: String,
    pub hue: i16,
    pub role: Role,
    pub manager_id: Option<PersonId>,
    pub suspended: bool,
    pub teams: Vec<MemberTeam>,
    pub version: i32,
    #[serde(with = "time::serde::rfc3339")]
    pub joined_at: OffsetDateTime,
    pub joined: String,
    pub can: MemberCan,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct MemberTeam {
    pub id: TeamId,
    pub name: String,
}

/// One page of members, by name; `next` asks for the one after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct MemberPage {
    pub items: Vec<MemberView>,
    pub next: Option<PersonId>,
}

/// What the reader may do with this member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct MemberCan {
    pub change_role: bool,
    pub suspend: bool,
    pub set_manager: bool,
}

impl MemberCan {
    pub fn of(reader: Role, is_self: bool, member: Role, may_write: bool) -> Self {
        let manages = may_write && may_manage(reader, member);
        Self {
            change_role: manages && allows(reader, Action::ChangeRole),
            suspend: manages && !is_self && allows(reader, Action::Suspend),
            set_manager: may_write && allows(reader, Action::SetManager),
        }
    }
}
