//! Receiving a file: in parts of at most 4 MB, each durable and counted before the next is read, so that what a cut line
//! or a killed server costs is less than one part. The last part and the file as a whole count together: there is no
//! moment in which all is there and nothing has come of it.

use super::{Files, path, sniff};
use atrium::{
    Error, Result,
    actor::Actor,
    database::Db,
    files::{self, Arrived, ByteStore, Holder, Limits, Part, Place},
    ids::{AttachmentId, FileId, UploadId},
    workspace,
};
use axum::body::Body;
use bytes::{Bytes, BytesMut};
use futures::{StreamExt, TryStreamExt};
use object_store::{ObjectStoreExt, buffered::BufWriter};
use sha2::{Digest, Sha256};
use std::ops::Range;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

const PART: usize = 4 * 1024 * 1024;

/// One upload, of one person, for one task or page.
#[derive(Clone, Copy, Debug)]
pub struct Upload<'a> {
    pub db: &'a Db,
    pub actor: &'a Actor,
    pub holder: Holder,
    pub id: UploadId,
}

/// Where an upload stands after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// It goes on at this byte.
    UpTo(i64),
    /// The line was cut. What had come until then counts.
    Interrupted,
    /// More came than was announced. It does not count.
    TooMuch,
}

impl ByteStore for Files {
    fn limits(&self) -> Limits {
        self.limits
    }

    async fn put(&self, place: Place, bytes: Vec<u8>) -> Result<Arrived> {
        let mut whole = Whole::new(self, place);
        whole.take(bytes.into()).await?;
        whole.end(place.object).await
    }

    async fn get(&self, place: Place, range: Range<u64>) -> Result<Vec<u8>> {
        self.store.get_range(&path(place), range).await.map(Into::into).map_err(Error::internal)
    }
}

impl Files {
    /// Takes what a request brings from byte `from` on.
    pub async fn receive(&self, upload: Upload<'_>, from: i64, body: Body) -> Result<Received> {
        let state = files::upload(upload.db, upload.actor, upload.holder, upload.id).await?;
        if state.received != from {
            return Err(Error::Conflict { current: None });
        }
        let (mut at, mut block) = (from, BytesMut::new());
        let mut stream = body.into_data_stream();
        loop {
            let chunk = match stream.next().await {
                Some(Ok(chunk)) => chunk,
                Some(Err(_)) => {
                    self.count(upload, &mut at, block.split().freeze(), state.size).await?;
                    return Ok(Received::Interrupted);
                }
                None => break,
            };
            if at + length(block.len() + chunk.len()) > state.size {
                return Ok(Received::TooMuch);
            }
            block.extend_from_slice(&chunk);
            if block.len() >= PART {
                self.count(upload, &mut at, block.split().freeze(), state.size).await?;
            }
        }
        self.count(upload, &mut at, block.freeze(), state.size).await?;
        Ok(Received::UpTo(at))
    }

    /// Stores a part and has it counted. The rights are asked again for each.
    async fn count(&self, upload: Upload<'_>, at: &mut i64, bytes: Bytes, size: i64) -> Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        let actor = &workspace::enter_by_id(upload.db, &upload.actor.caller, upload.actor.workspace_id).await?;
        let upload = Upload { actor, ..upload };
        let part = Part { starts_at: *at, length: length(bytes.len()), object: Uuid::now_v7() };
        *at += part.length;
        let place = place(upload, part.object);
        let counted = if *at == size {
            self.finish(upload, part, bytes).await
        } else {
            self.store.put(&path(place), bytes.into()).await.map_err(Error::internal)?;
            files::add_part(upload.db, actor, upload.holder, upload.id, part).await
        };
        if let Err(Error::Conflict { .. } | Error::Forbidden | Error::NotFound | Error::Invalid { .. }) = &counted {
            // It was refused, so nothing refers to it. After any other failure the database may have it all the same.
            self.forget(&path(place)).await?;
        }
        counted
    }

    /// Puts the parts together. `last.object` becomes the whole.
    async fn finish(&self, upload: Upload<'_>, last: Part, bytes: Bytes) -> Result<()> {
        let Upload { db, actor, holder, id } = upload;
        let parts = files::parts(db, actor, holder, id).await?;
        let mut whole = Whole::new(self, place(upload, last.object));
        for part in parts {
            let mut stream = self.store.get(&path(part)).await.map_err(Error::internal)?.into_stream();
            while let Some(chunk) = stream.try_next().await.map_err(Error::internal)? {
                whole.take(chunk).await?;
            }
        }
        whole.take(bytes).await?;
        let arrived = whole.end(last.object).await?;
        files::finish_upload(db, actor, holder, id, (AttachmentId(id.uuid()), last), arrived).await
    }
}

fn place(upload: Upload<'_>, object: Uuid) -> Place {
    Place { workspace_id: upload.actor.workspace_id, file_id: FileId(upload.id.uuid()), object }
}

fn length(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// A file on its way into the store: what it hashes to, and how it begins.
struct Whole {
    writer: BufWriter,
    hash: Sha256,
    head: Vec<u8>,
}

impl Whole {
    fn new(files: &Files, place: Place) -> Self {
        let writer = BufWriter::new(files.store.clone(), path(place));
        Self { writer, hash: Sha256::new(), head: Vec::new() }
    }

    async fn take(&mut self, bytes: Bytes) -> Result<()> {
        self.hash.update(&bytes);
        let wanted = sniff::ENOUGH.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..wanted]);
        self.writer.put(bytes).await.map_err(Error::internal)
    }

    async fn end(mut self, object: Uuid) -> Result<Arrived> {
        self.writer.shutdown().await.map_err(Error::internal)?;
        Ok(Arrived { object, hash: self.hash.finalize().to_vec(), kind: sniff::kind_of(&self.head) })
    }
}
