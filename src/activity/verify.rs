use super::{
    chain::Chain,
    event::{Flaw, Verdict, WorkspaceVerdict},
    store,
};
use crate::{
    Result,
    database::Db,
    ids::{PersonId, WorkspaceId},
};
use uuid::Uuid;

/// Reads the workspace's events from the first to the newest and says whether they are as they were
/// written. For the operator: it asks no policy and leaves no event.
pub async fn verify(db: &Db, workspace_id: WorkspaceId) -> Result<Verdict> {
    let mut tx = db.tenant_as(workspace_id, PersonId(Uuid::nil())).await?;
    // Read first, so that what is recorded meanwhile is left for the next time.
    let end = store::end(tx.conn(), workspace_id).await?;
    let mut chain = Chain::new(workspace_id.uuid());
    loop {
        let links = store::links(tx.conn(), workspace_id, chain.seq, end.seq).await?;
        if links.is_empty() {
            break;
        }
        for link in &links {
            if let Err((seq, flaw)) = chain.follow(link) {
                return Ok(Verdict::Broken { seq, flaw });
            }
        }
    }
    if chain.seq < end.seq {
        return Ok(Verdict::Broken { seq: chain.seq + 1, flaw: Flaw::Truncated });
    }
    if chain.hash != end.hash {
        return Ok(Verdict::Broken { seq: chain.seq, flaw: Flaw::Replaced });
    }
    Ok(Verdict::Sound { events: chain.seq })
}

/// The same for every workspace of the instance.
pub async fn verify_all(db: &Db) -> Result<Vec<WorkspaceVerdict>> {
    let mut tx = db.system().await?;
    let workspaces = store::workspaces(tx.conn()).await?;
    tx.commit().await?;
    let mut verdicts = Vec::with_capacity(workspaces.len());
    for (workspace_id, slug) in workspaces {
        verdicts.push(WorkspaceVerdict { workspace_id, slug, verdict: verify(db, workspace_id).await? });
    }
    Ok(verdicts)
}
