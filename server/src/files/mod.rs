//! Where the bytes of files lie, and how they come and go: a folder of this machine, or a bucket.
//!
//! Never is a file in memory as a whole: it comes in parts and goes as a stream. [`object_store`] is the only thing
//! between this and the outside; what lies where is said by [`Place`].

mod open;
mod receive;
mod send;
mod sniff;
mod thumbnail;

pub use receive::{Received, Upload};

use atrium::{
    Error, Result,
    files::{Limits, Place},
    ids::{FileId, WorkspaceId},
};
use futures::TryStreamExt;
use object_store::{ObjectStore, ObjectStoreExt, path::Path};
use std::sync::Arc;
use tokio::sync::Semaphore;
use uuid::Uuid;

#[derive(Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    limits: Limits,
    /// One picture at a time is made small: each takes up to 256 MB while it is.
    painter: Semaphore,
}

impl Files {
    pub fn new(store: Arc<dyn ObjectStore>, limits: Limits) -> Self {
        Self { store, limits, painter: Semaphore::new(1) }
    }

    /// Takes away what an upload or a file has left, but for one object and what was made from it.
    pub async fn clear(&self, workspace_id: WorkspaceId, file_id: FileId, keep: Option<Uuid>) -> Result<()> {
        let keep = keep.map(|object| object.to_string());
        let kept = |path: &Path| {
            keep.as_ref().is_some_and(|keep| path.filename().is_some_and(|name| name.starts_with(keep.as_str())))
        };
        self.delete(&folder(workspace_id, file_id), kept).await
    }

    pub async fn clear_workspace(&self, workspace_id: WorkspaceId) -> Result<()> {
        self.delete(&Path::from(workspace_id.to_string()), |_| false).await
    }

    /// Whether the store answers.
    pub async fn check(&self) -> Result<()> {
        self.store.list(Some(&Path::from("check"))).try_next().await.map(drop).map_err(Error::internal)
    }

    async fn delete(&self, folder: &Path, kept: impl Fn(&Path) -> bool) -> Result<()> {
        let found: Vec<_> = self.store.list(Some(folder)).try_collect().await.map_err(Error::internal)?;
        for object in found.into_iter().filter(|object| !kept(&object.location)) {
            self.forget(&object.location).await?;
        }
        Ok(())
    }

    /// What is gone already is as good as deleted.
    async fn forget(&self, path: &Path) -> Result<()> {
        match self.store.delete(path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Error::internal(error)),
        }
    }
}

fn folder(workspace_id: WorkspaceId, file_id: FileId) -> Path {
    Path::from(format!("{workspace_id}/{file_id}"))
}

fn path(place: Place) -> Path {
    folder(place.workspace_id, place.file_id).join(place.object.to_string())
}
