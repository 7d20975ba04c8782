use crate::{
    actor::Role,
    ids::{InvitationId, WorkspaceId},
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// An invitation that stands, to those who manage them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct InvitationView {
    pub id: InvitationId,
    /// To whom it was mailed; without an address it is a link for whoever gets it.
    pub email: Option<String>,
    pub role: Role,
    pub inviter: String,
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
    pub expires: String,
}

/// An invitation just made. The link is shown this once; asked for again under the same idempotency
/// key, the answer has none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Invited {
    pub id: InvitationId,
    pub link: Option<String>,
}

/// What an invitation says to whoever carries its secret, signed in or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct InvitationPreview {
    pub workspace_name: String,
    pub role: Role,
    pub inviter: String,
    pub email: Option<String>,
}

/// Where an accepted invitation led.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Accepted {
    pub workspace_id: WorkspaceId,
    pub slug: String,
    /// The person was a member before; their role did not change.
    pub already_member: bool,
}
