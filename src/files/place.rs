use crate::ids::{FileId, WorkspaceId};
use uuid::Uuid;

/// Where an object lies: under its workspace, and there under the upload that brought it, so that all that one upload
/// or one workspace has left can be found and taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub workspace_id: WorkspaceId,
    /// A file is called by the upload that first brought it.
    pub file_id: FileId,
    pub object: Uuid,
}
