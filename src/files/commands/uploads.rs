use crate::{
    Error, Result,
    actor::Actor,
    database::{Db, TenantTx},
    files::{
        Holder, Kind, clean_name,
        holder::{Act, Want, enter, tell},
        size_text,
        store::{attachments, uploads},
    },
    ids::{AttachmentId, FileId, UploadId},
    jobs::{self, Job},
};
use uuid::Uuid;

/// What the operator allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes.
    pub file: i64,
    /// What all files of a workspace may take, if that is limited.
    pub workspace: Option<i64>,
}

#[derive(Clone, Copy, Debug)]
pub struct NewUpload<'a> {
    pub name: &'a str,
    /// In bytes.
    pub size: i64,
}

/// A part that lies in the object store and does not count yet.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Where in the file it begins, in bytes.
    pub starts_at: i64,
    pub length: i64,
    pub object: Uuid,
}

/// A file that lies in the object store as a whole.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub object: Uuid,
    /// SHA-256 of the content.
    pub hash: Vec<u8>,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun {
    pub id: UploadId,
}

/// Begins an upload for a task or a page. Its size is set aside from what the workspace may take.
pub async fn begin_upload(
    db: &Db,
    actor: &Actor,
    holder: impl Into<Holder>,
    new: NewUpload<'_>,
    limits: Limits,
) -> Result<Begun> {
    let name = clean_name(new.name);
    let mut tx = db.tenant(actor).await?;
    let holder = holder.into();
    enter(&mut tx, actor, holder, Want::Change).await?;
    if new.size < 1 {
        return Err(Error::invalid("size", "This file is empty."));
    }
    if new.size > limits.file {
        let most = size_text(limits.file);
        return Err(Error::invalid("size", format!("This file is too large. At most {most}, please.")));
    }
    demand_room(&mut tx, new.size, limits.workspace).await?;
    let id = UploadId::new();
    uploads::insert(&mut tx, id, holder, &name, new.size).await?;
    tx.commit().await?;
    Ok(Begun { id })
}

/// Two who begin at once ask one after the other, so that both see what the other has set aside.
async fn demand_room(tx: &mut TenantTx, size: i64, most: Option<i64>) -> Result<()> {
    let Some(most) = most else { return Ok(()) };
    uploads::take_turn(tx).await?;
    if uploads::taken(tx).await?.saturating_add(size) <= most {
        return Ok(());
    }
    let sentence = format!("The files of this workspace may take {}, and this one does not fit in.", size_text(most));
    Err(Error::invalid("size", sentence))
}

/// Counts a part that is not the last, if it begins where the upload ends; else somebody else was quicker, which is a
/// conflict. Whoever lost the right to attach since the upload began is told so here.
pub async fn add_part(db: &Db, actor: &Actor, holder: impl Into<Holder>, id: UploadId, part: Part) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let holder = holder.into();
    enter(&mut tx, actor, holder, Want::Change).await?;
    uploads::find(&mut tx, holder, id).await?;
    uploads::grow(&mut tx, id, part).await?;
    tx.commit().await
}

/// The last part has come and the file lies in the store as a whole: it becomes an attachment. A part that begins
/// elsewhere than the upload ends is a conflict, as in [`add_part`].
pub async fn finish_upload(
    db: &Db,
    actor: &Actor,
    holder: impl Into<Holder>,
    id: UploadId,
    (attachment_id, last): (AttachmentId, Part),
    arrived: Arrived,
) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let holder = holder.into();
    let held = enter(&mut tx, actor, holder, Want::Change).await?;
    let upload = uploads::find(&mut tx, holder, id).await?;
    uploads::grow(&mut tx, id, last).await?;
    if last.starts_at + last.length != upload.size {
        return Err(Error::Conflict { current: None });
    }
    let new = FileId(id.uuid());
    let file_id = attachments::keep_file(&mut tx, new, upload.size, &arrived).await?;
    let is_new = attachments::insert(&mut tx, attachment_id, holder, file_id, &upload.name).await?;
    uploads::delete(&mut tx, id).await?;
    // Of the same content the workspace has one already, then nothing of this upload is needed.
    let keep = (file_id == new).then_some(arrived.object);
    clear(&mut tx, id, keep).await?;
    if is_new {
        tell(&mut tx, &held, Act::Added, (attachment_id, &upload.name)).await?;
    }
    tx.commit().await
}

/// Gives an upload up. It is one's own: nobody else knows of it.
pub async fn cancel_upload(db: &Db, actor: &Actor, holder: impl Into<Holder>, id: UploadId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let holder = holder.into();
    enter(&mut tx, actor, holder, Want::Change).await?;
    uploads::find(&mut tx, holder, id).await?;
    uploads::delete(&mut tx, id).await?;
    clear(&mut tx, id, None).await?;
    tx.commit().await
}

/// Takes away the objects of an upload, after the commit.
pub(super) async fn clear(tx: &mut TenantTx, id: UploadId, keep: Option<Uuid>) -> Result<()> {
    let (workspace_id, file_id) = (tx.workspace_id(), FileId(id.uuid()));
    jobs::enqueue(tx, &Job::ClearUpload { workspace_id, file_id, keep }).await
}
