use super::uploads::{NewUpload, Part, begin_upload, cancel_upload, finish_upload};
use crate::{
    Error, Result,
    actor::Actor,
    database::Db,
    files::{
        ByteStore, Holder, Place, clean_name,
        holder::{Act, Want, enter, tell},
        store::attachments,
    },
    ids::{AttachmentId, FileId, UploadId},
};
use uuid::Uuid;

/// A file that is at hand as a whole. Put twice under one id it is there once.
#[derive(Debug)]
pub struct NewFile<'a> {
    pub id: AttachmentId,
    pub name: &'a str,
    pub bytes: Vec<u8>,
}

/// Puts a file on a task or a page. It goes the way of an upload, so what an interruption leaves is taken away with it.
pub async fn attach(
    db: &Db,
    actor: &Actor,
    holder: impl Into<Holder>,
    file: NewFile<'_>,
    store: &impl ByteStore,
) -> Result<()> {
    let holder = holder.into();
    if attachments::is_there(&mut db.view(actor).await?, file.id).await? {
        return Ok(());
    }
    let size = i64::try_from(file.bytes.len()).map_err(Error::internal)?;
    let upload = begin_upload(db, actor, holder, NewUpload { name: file.name, size }, store.limits()).await?.id;
    let outcome = carry(db, actor, holder, upload, file, store).await;
    if outcome.is_err() {
        // What was set aside for it is free again, as far as that can be done now.
        drop(cancel_upload(db, actor, holder, upload).await);
    }
    outcome
}

async fn carry(
    db: &Db,
    actor: &Actor,
    holder: Holder,
    upload: UploadId,
    NewFile { id, bytes, .. }: NewFile<'_>,
    store: &impl ByteStore,
) -> Result<()> {
    let (length, object) = (i64::try_from(bytes.len()).map_err(Error::internal)?, Uuid::now_v7());
    let place = Place { workspace_id: actor.workspace_id, file_id: FileId(upload.uuid()), object };
    let arrived = store.put(place, bytes).await?;
    finish_upload(db, actor, holder, upload, (id, Part { starts_at: 0, length, object }), arrived).await
}

/// Puts a file that a page has already on another one too. It takes no more room.
pub async fn attach_again(
    db: &Db,
    actor: &Actor,
    holder: impl Into<Holder>,
    (id, name): (AttachmentId, &str),
    (page_id, from): (impl Into<Holder>, AttachmentId),
) -> Result<()> {
    let (holder, source) = (holder.into(), page_id.into());
    let mut tx = db.tenant(actor).await?;
    let held = enter(&mut tx, actor, holder, Want::Change).await?;
    enter(&mut tx, actor, source, Want::Read).await?;
    // Nobody removes it meanwhile, so its file stays.
    let file_id = attachments::lock(&mut tx, source, from).await?.file_id;
    let name = clean_name(name);
    if attachments::insert(&mut tx, id, holder, file_id, &name).await? {
        tell(&mut tx, &held, Act::Added, (id, &name)).await?;
    }
    tx.commit().await
}
