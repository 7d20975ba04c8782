use crate::{failure::Failure, wire::Reply};
use atrium::ids::{AttachmentId, TaskId};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::context::actor;
#[cfg(feature = "ssr")]
use atrium::files;

/// Takes a file off a task.
#[server(output = Reply)]
pub async fn remove_attachment(workspace: String, task_id: TaskId, id: AttachmentId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(files::remove_attachment(&db, &actor, task_id, id).await?)
}
