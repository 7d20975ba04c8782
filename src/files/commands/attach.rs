use super::uploads::{NewUpload, Part, begin_upload, finish_upload};
use crate::{
    Error, Result,
    actor::Actor,
    database::Db,
    files::{ByteStore, Holder, Place, store::attachments},
    ids::{AttachmentId, FileId},
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
    let object = Uuid::now_v7();
    let place = Place { workspace_id: actor.workspace_id, file_id: FileId(upload.uuid()), object };
    let arrived = store.put(place, file.bytes).await?;
    let whole = Part { starts_at: 0, length: size, object };
    finish_upload(db, actor, holder, upload, (file.id, whole), arrived).await
}
