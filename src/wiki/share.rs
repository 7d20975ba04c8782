use super::page::{OutlineEntry, PageRef};
use crate::ids::PageShareId;
use serde::{Deserialize, Serialize};

/// A link by which anybody reads a page, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PageShareLink {
    pub id: PageShareId,
    pub created_by: String,
    /// In the reader's zone.
    pub created: String,
    /// In the reader's zone.
    pub expires: String,
    /// Whether it opens what is below the page, too.
    pub below: bool,
}

/// A page as anybody with the link reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedPage {
    pub page: PageRef,
    /// Sanitised HTML.
    pub html: String,
    pub outline: Vec<OutlineEntry>,
    /// What the link opens, each page before those below it: the page it was made for first.
    pub tree: Vec<SharedEntry>,
    /// The day on which the link ends.
    pub until: String,
}

/// A page among those that a link opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedEntry {
    pub page: PageRef,
    /// How deep it stands below the page that the link was made for.
    pub depth: i32,
}

/// Where a secret stands in an address.
#[cfg(feature = "ssr")]
pub fn address(base_url: &str, secret: &str) -> String {
    format!("{base_url}/s/{secret}")
}
