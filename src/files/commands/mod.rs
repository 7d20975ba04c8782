//! What changes files. An upload under way is nobody's news: the event comes with the attachment.

pub mod attachments;
pub mod sweep;
pub mod uploads;

use crate::{
    Result,
    boards::{find_task, project::Project},
    database::{Happening, TenantTx},
    ids::{AttachmentId, TaskId},
};
use serde_json::json;

/// Tells of an attachment in the history of its task.
async fn say(
    tx: &mut TenantTx,
    kind: &str,
    project: &Project,
    task_id: TaskId,
    (id, name): (AttachmentId, &str),
) -> Result<()> {
    let task = find_task(tx, task_id).await?;
    let key = format!("{}-{}", project.key, task.number);
    let data = json!({ "key": key, "title": task.title, "attachment_id": id, "name": name });
    tx.record(Happening { kind, project_id: Some(project.id), subject_id: task_id.uuid(), data }).await?;
    Ok(())
}
