use crate::ids::ShareId;
use serde::{Deserialize, Serialize};

/// A link, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ShareLink {
    pub id: ShareId,
    pub created_by: String,
    /// In the reader's zone.
    pub created: String,
    /// In the reader's zone.
    pub expires: String,
    /// Whether it shows what stands in the tasks.
    pub descriptions: bool,
}

/// A board as anybody with the link sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedBoard {
    pub name: String,
    pub columns: Vec<SharedColumn>,
    /// The day on which the link ends.
    pub until: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedColumn {
    pub name: String,
    pub done: bool,
    pub cards: Vec<SharedCard>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedCard {
    pub title: String,
    /// Names and hues.
    pub labels: Vec<(String, i16)>,
    pub due: Option<String>,
    /// Sanitised HTML; empty without a description, or where it is not shown.
    pub description_html: String,
}
