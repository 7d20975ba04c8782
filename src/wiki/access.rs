use super::{level::Level, page::PageRef, space::SpaceRef};
use crate::{
    actor::Role,
    ids::{GrantId, PersonId, TeamId},
};
use serde::{Deserialize, Serialize};

/// Whom something is granted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Grantee {
    Person(PersonId),
    Team(TeamId),
}

/// What one person or team may do in a space, or on a page and below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Grant {
    pub id: GrantId,
    pub to: Grantee,
    pub name: String,
    /// 0 to 9; of a team, none.
    pub hue: Option<i16>,
    pub level: Level,
}

/// A grant to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewGrant {
    pub to: Grantee,
    pub level: Level,
}

/// A list of who may do what, as it should be from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAccess {
    /// Of a space: what everybody of the workspace may do, guests excepted. At most edit.
    #[serde(default)]
    pub everyone: Level,
    /// Of a page: only those on the list see it and what is below it, and they no more of it than the list says.
    #[serde(default)]
    pub narrow: bool,
    #[serde(default)]
    pub grants: Vec<NewGrant>,
}

/// Whose list holds for a page that has none of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Source {
    Space(SpaceRef),
    Page(PageRef),
    /// One that the reader does not see.
    Hidden,
}

/// Somebody, and what all lists together leave them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Reach {
    pub id: PersonId,
    pub name: String,
    /// 0 to 9.
    pub hue: i16,
    pub role: Role,
    pub level: Level,
}

/// Who may do what with a space or a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct AccessView {
    /// Whether it has a list of its own. A space always has.
    pub own: bool,
    pub everyone: Level,
    pub narrow: bool,
    /// By name, people before teams.
    pub grants: Vec<Grant>,
    /// The list above its own; nothing for a space.
    pub inherits_from: Option<Source>,
    /// Everybody who sees it, those who may do most first.
    pub people: Vec<Reach>,
    pub can_change: bool,
}
