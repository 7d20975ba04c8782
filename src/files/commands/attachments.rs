use super::say;
use crate::{
    Result,
    actor::Actor,
    boards::{Which, load_for, policy::Action},
    database::Db,
    files::store::attachments,
    ids::{AttachmentId, TaskId},
    jobs::{self, Job},
};

/// Takes a file off a task, for whoever may edit tasks. Its content goes with the last of its attachments.
pub async fn remove_attachment(db: &Db, actor: &Actor, task_id: TaskId, id: AttachmentId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::EditTasks, Which::Task(task_id)).await?.project;
    let found = attachments::lock(&mut tx, task_id, id).await?;
    attachments::delete(&mut tx, id).await?;
    let drop = Job::DropFile { workspace_id: actor.workspace_id, file_id: found.file_id };
    jobs::enqueue(&mut tx, &drop).await?;
    say(&mut tx, "attachment.removed", &project, task_id, (id, &found.name)).await?;
    tx.commit().await
}
