use crate::{
    Result,
    database::Db,
    ids::{PageId, PageVersionId, PersonId, WorkspaceId},
    wiki::{
        content::store::versions::{self as store, Of},
        store::tree,
        version::{ALL, superfluous},
    },
};
use time::OffsetDateTime;

/// Pages in one transaction.
const AT_ONCE: i64 = 100;

/// Takes away, in all workspaces, the versions that nobody will miss: see [`superfluous`]. Answers with how many.
pub async fn thin_versions(db: &Db, now: OffsetDateTime) -> Result<u64> {
    let mut tx = db.system().await?;
    let workspaces = store::workspaces(tx.conn()).await?;
    tx.commit().await?;
    let mut gone = 0;
    for workspace_id in workspaces {
        let mut after = PageId(uuid::Uuid::nil());
        while let Some((last, count)) = thin_some(db, workspace_id, after, now).await? {
            after = last;
            gone += count;
        }
    }
    Ok(gone)
}

/// Of the next pages: the last of them, and how many versions went.
async fn thin_some(
    db: &Db,
    workspace_id: WorkspaceId,
    after: PageId,
    now: OffsetDateTime,
) -> Result<Option<(PageId, u64)>> {
    let mut tx = db.tenant_as(workspace_id, PersonId(uuid::Uuid::nil())).await?;
    tree::enter(&mut tx).await?;
    let pages = store::pages_with_older(tx.conn(), workspace_id, after, now - ALL, AT_ONCE).await?;
    let Some(last) = pages.last().copied() else { return Ok(None) };
    let all = store::weighed(tx.conn(), workspace_id, &pages).await?;
    let of_page = |versions: &[Of]| {
        let versions: Vec<_> = versions.iter().map(|one| one.version).collect();
        superfluous(&versions, now)
    };
    let going: Vec<PageVersionId> = all.chunk_by(|one, next| one.page_id == next.page_id).flat_map(of_page).collect();
    let count = store::remove(tx.conn(), workspace_id, &going).await?;
    tree::leave(&mut tx).await?;
    tx.commit().await?;
    Ok(Some((last, count)))
}
