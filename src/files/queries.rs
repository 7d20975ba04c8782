//! Every look at files, scoped by the actor.

use super::{
    Attachment, Holder, Kind, Place,
    holder::{Want, enter},
    store::{attachments as store, uploads},
};
use crate::{
    Result, activity,
    actor::Actor,
    boards::task::Moment,
    clock,
    database::{Db, TenantTx},
    ids::{AttachmentId, FileId, PageId, TaskId, UploadId},
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

/// The files of a task or a page, oldest first.
pub async fn attachments(
    db: &Db,
    actor: &Actor,
    holder: impl Into<Holder>,
    now: OffsetDateTime,
) -> Result<Vec<Attachment>> {
    let holder = holder.into();
    let mut tx = db.view(actor).await?;
    let edits = enter(&mut tx, actor, holder, Want::Read).await?.edits();
    let zone = store::time_zone(&mut tx).await?;
    list(&mut tx, holder, edits, &zone, now).await
}

/// The same for a task that was let in already. `edits`: whether the reader may edit tasks there.
pub(crate) async fn attachments_of(
    tx: &mut TenantTx,
    task_id: TaskId,
    edits: bool,
    zone: &str,
    now: OffsetDateTime,
) -> Result<Vec<Attachment>> {
    list(tx, task_id.into(), edits, zone, now).await
}

async fn list(
    tx: &mut TenantTx,
    holder: Holder,
    edits: bool,
    zone: &str,
    now: OffsetDateTime,
) -> Result<Vec<Attachment>> {
    let rows = store::list(tx, holder).await?;
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

/// One file of one task or page. The id alone opens nothing: it must be of that, and that something the actor sees.
pub async fn content(db: &Db, actor: &Actor, holder: impl Into<Holder>, id: AttachmentId) -> Result<Content> {
    let mut tx = db.view(actor).await?;
    let holder = holder.into();
    enter(&mut tx, actor, holder, Want::Read).await?;
    store::content(&mut tx, holder, id).await
}

/// The same for a page that was let in already.
pub(crate) async fn content_of(tx: &mut TenantTx, page_id: PageId, id: AttachmentId) -> Result<Content> {
    store::content(tx, page_id.into(), id).await
}

/// How far one's own upload is.
pub async fn upload(db: &Db, actor: &Actor, holder: impl Into<Holder>, id: UploadId) -> Result<UploadState> {
    let mut tx = db.view(actor).await?;
    let holder = holder.into();
    enter(&mut tx, actor, holder, Want::Change).await?;
    let found = uploads::find(&mut tx, holder, id).await?;
    Ok(UploadState { size: found.size, received: found.received })
}

/// The parts of one's own upload, in order.
pub async fn parts(db: &Db, actor: &Actor, holder: impl Into<Holder>, id: UploadId) -> Result<Vec<Place>> {
    let mut tx = db.view(actor).await?;
    let holder = holder.into();
    enter(&mut tx, actor, holder, Want::Change).await?;
    uploads::find(&mut tx, holder, id).await?;
    let place = |object: Uuid| Place { workspace_id: actor.workspace_id, file_id: FileId(id.uuid()), object };
    Ok(uploads::parts(&mut tx, id).await?.into_iter().map(place).collect())
}
