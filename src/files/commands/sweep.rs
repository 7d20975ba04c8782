use super::uploads::clear;
use crate::{
    Result,
    database::Db,
    files::store::{attachments, sweep as store, uploads},
    ids::{FileId, PersonId, WorkspaceId},
    jobs::{self, Job},
};
use time::{Duration, OffsetDateTime};

/// An upload that nobody goes on with is kept for this long.
const PATIENCE: Duration = Duration::hours(24);
/// A file that nothing refers to: its task may just have been taken away together with others.
const AFTERWARDS: Duration = Duration::hours(1);

/// Gives up what nobody goes on with, and has files taken away whose tasks are gone. How many uploads it gave up.
pub async fn sweep(db: &Db, now: OffsetDateTime) -> Result<u64> {
    let mut tx = db.system().await?;
    let stale = store::uploads_before(tx.conn(), now - PATIENCE).await?;
    let loose = store::loose_files(tx.conn(), now - AFTERWARDS).await?;
    tx.commit().await?;
    let nobody = PersonId(uuid::Uuid::nil());
    let mut given_up = 0;
    for (workspace_id, id) in stale {
        let mut tx = db.tenant_as(workspace_id, nobody).await?;
        // Somebody may have gone on with it in the meantime.
        if uploads::delete_stale(&mut tx, id, now - PATIENCE).await? {
            clear(&mut tx, id, None).await?;
            given_up += 1;
        }
        tx.commit().await?;
    }
    for (workspace_id, file_id) in loose {
        let mut tx = db.tenant_as(workspace_id, nobody).await?;
        jobs::enqueue(&mut tx, &Job::DropFile { workspace_id, file_id }).await?;
        tx.commit().await?;
    }
    Ok(given_up)
}

/// Forgets a file that nothing refers to any more. Whether its objects can go: also where an earlier try forgot it.
pub async fn drop_file(db: &Db, workspace_id: WorkspaceId, file_id: FileId) -> Result<bool> {
    let mut tx = db.tenant_as(workspace_id, PersonId(uuid::Uuid::nil())).await?;
    let gone = attachments::forget_file(&mut tx, file_id).await?;
    tx.commit().await?;
    Ok(gone)
}
