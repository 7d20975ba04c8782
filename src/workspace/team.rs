use crate::ids::{PersonId, TeamId};
use serde::{Deserialize, Serialize};

/// People who work together in a workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TeamView {
    pub id: TeamId,
    pub name: String,
    pub version: i32,
    /// Leads first, then by name.
    pub members: Vec<TeamMemberView>,
    pub can_manage: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TeamMemberView {
    pub person_id: PersonId,
    pub name: String,
    pub hue: i16,
    pub lead: bool,
}
