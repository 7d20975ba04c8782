use crate::ids::{PageTemplateId, SpaceId};
use serde::{Deserialize, Serialize};

/// A page to begin others from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PageTemplate {
    pub id: PageTemplateId,
    pub name: String,
    /// The space that it is for; nothing where it is for the whole workspace.
    pub space_id: Option<SpaceId>,
    pub created_by: String,
    pub can_remove: bool,
}
