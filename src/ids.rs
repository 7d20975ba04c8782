//! The one registry of typed ids. All are UUIDs of version 7 (RFC 9562), made by the server, so that
//! an id sorts by the time it was made.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "ssr", derive(sqlx::Type, utoipa::ToSchema), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            #[cfg(feature = "ssr")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            pub fn uuid(self) -> Uuid {
                self.0
            }
        }

        #[cfg(feature = "ssr")]
        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<u128> for $name {
            fn from(number: u128) -> Self {
                Self(Uuid::from_u128(number))
            }
        }

        impl From<$name> for u128 {
            fn from(id: $name) -> Self {
                id.0.as_u128()
            }
        }
    )+};
}

ids! {
    PersonId,
    SessionId,
    ApiTokenId,
    MailId,
    WorkspaceId,
    TeamId,
    InvitationId,
    ProjectId,
    ColumnId,
    TaskId,
    LabelId,
    FieldId,
    /// A choice of a field.
    OptionId,
    CommentId,
    ChecklistItemId,
    RelationId,
    ImportId,
    RecurrenceId,
    UploadId,
    FileId,
    AttachmentId,
    ShareId,
    SavedViewId,
    WebhookId,
    TimeEntryId,
    TemplateId,
    DeliveryId,
    /// A browser that messages are pushed to.
    DeviceId,
    PushId,
    /// Tasks that were changed together.
    BulkId,
    SpaceId,
    PageId,
    /// What one person or team may do in a space, or on a page and below it.
    GrantId,
    ThreadId,
    PageCommentId,
    PageVersionId,
    PageShareId,
    PageTemplateId,
    PageImportId,
    TagId,
}
