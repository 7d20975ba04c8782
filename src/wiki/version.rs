use crate::ids::{PageVersionId, PersonId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Why a version was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type, utoipa::ToSchema), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum VersionKind {
    /// By itself, after a while of writing.
    Session,
    /// Somebody gave it a name.
    Named,
    /// Before an older version was restored.
    Restore,
    /// Before something was imported into the page.
    Import,
    /// Before much was merged that somebody had written long ago.
    Merge,
    /// Before the page was written anew.
    Rewrite,
}

/// How a page stood at some moment, for the list of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PageVersion {
    pub id: PageVersionId,
    pub kind: VersionKind,
    pub name: Option<String>,
    /// Of the page, then.
    pub title: String,
    /// Who wrote since the version before.
    pub people: Vec<PersonId>,
    #[serde(with = "time::serde::rfc3339")]
    #[cfg_attr(feature = "ssr", schema(value_type = String, format = DateTime))]
    pub at: OffsetDateTime,
}
