use crate::{Result, database::Db, ids::WorkspaceId};

/// The newest event number of each of these workspaces.
pub async fn newest(db: &Db, workspaces: &[WorkspaceId]) -> Result<Vec<(WorkspaceId, i64)>> {
    let ids: Vec<_> = workspaces.iter().map(|id| id.uuid()).collect();
    let mut tx = db.system().await?;
    let rows = sqlx::query!(
        r#"select workspace_id as "workspace_id: WorkspaceId", seq from event_sequence where workspace_id = any($1)"#,
        &ids,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.workspace_id, row.seq)).collect())
}
