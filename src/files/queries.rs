//! Every look at files, scoped by the actor.

use super::{
    Attachment, Kind, Place,
    store::{attachments as store, uploads},
};
use crate::{
    Result, activity,
    actor::Actor,
    boards::{Which, load_for, policy::Action, task::Moment},
    clock,
    database::{Db, TenantTx},
    ids::{AttachmentId, FileId, TaskId, UploadId},
};
use time::OffsetDateTime;
use uuid::Uuid;

/// How far an upload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UploadState {
    /// In bytes.
    pub size: i64,
    pub received: i64,
}

/// What is needed to send a file.
#[derive(Clone, Debug)]
pub struct Content {
    pub name: String,
    pub size: i64,
    pub kind: Kind,
    /// SHA-256.
    pub hash: Vec<u8>,
    pub place: Place,
}

/// The files of a task, oldest first.
pub async fn attachments(db: &Db, actor: &Actor, task_id: TaskId, now: OffsetDateTime) -> Result<Vec<Attachment>> {
    let mut tx = db.view(actor).await?;
    let access = load_for(&mut tx, actor, Action::View, Which::Task(task_id)).await?;
    let edits = access.allows(Action::EditTasks) && !access.project.archived && actor.caller.may_write();
    let zone = store::time_zone(&mut tx).await?;
    attachments_of(&mut tx, task_id, edits, &zone, now).await
}

/// The same for a task that was let in already. `edits`: whether the reader may edit tasks there.
pub(crate) async fn attachments_of(
    tx: &mut TenantTx,
    task_id: TaskId,
    edits: bool,
    zone: &str,
    now: OffsetDateTime,
) -> Result<Vec<Attachment>> {
    let rows = store::list(tx, task_id).await?;
    Ok(rows
        .into_iter()
        .map(|row| Attachment {
            id: row.id,
            picture: Kind(row.kind.clone()).is_picture(),
            name: row.name,
            size: row.size,
            kind: row.kind,
            added: Moment { at: activity::rfc3339(row.added_at), text: clock::read_in(zone, row.added_at, now) },
            added_by: row.added_by,
            can_remove: edits,
        })
        .collect())
}

/// One file of one task. The id alone opens nothing: it must be of this task, and the task one that the actor sees.
pub async fn content(db: &Db, actor: &Actor, task_id: TaskId, id: AttachmentId) -> Result<Content> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::View, Which::Task(task_id)).await?;
    store::content(&mut tx, task_id, id).await
}

/// How far one's own upload is.
pub async fn upload(db: &Db, actor: &Actor, task_id: TaskId, id: UploadId) -> Result<UploadState> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::EditTasks, Which::Task(task_id)).await?;
    let found = uploads::find(&mut tx, task_id, id).await?;
    Ok(UploadState { size: found.size, received: found.received })
}

/// The parts of one's own upload, in order.
pub async fn parts(db: &Db, actor: &Actor, task_id: TaskId, id: UploadId) -> Result<Vec<Place>> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::EditTasks, Which::Task(task_id)).await?;
    uploads::find(&mut tx, task_id, id).await?;
    let place = |object: Uuid| Place { workspace_id: actor.workspace_id, file_id: FileId(id.uuid()), object };
    Ok(uploads::parts(&mut tx, id).await?.into_iter().map(place).collect())
}
