//! In the scope of the system.

use crate::{
    Result,
    ids::{FileId, UploadId, WorkspaceId},
};
use sqlx::PgConnection;
use time::OffsetDateTime;

/// At most so many a time; the rest is found the next time.
const MOST: i64 = 1_000;

pub async fn uploads_before(conn: &mut PgConnection, moment: OffsetDateTime) -> Result<Vec<(WorkspaceId, UploadId)>> {
    let rows = sqlx::query!(
        r#"select workspace_id as "workspace_id: WorkspaceId", id as "id: UploadId"
           from upload
           where touched_at < $1
           order by touched_at
           limit $2"#,
        moment,
        MOST,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.workspace_id, row.id)).collect())
}

pub async fn loose_files(conn: &mut PgConnection, moment: OffsetDateTime) -> Result<Vec<(WorkspaceId, FileId)>> {
    let rows = sqlx::query!(
        r#"select f.workspace_id as "workspace_id: WorkspaceId", f.id as "id: FileId"
           from file f
           where f.created_at < $1
             and not exists (
               select from attachment a
               where a.workspace_id = f.workspace_id and a.file_id = f.id)
           limit $2"#,
        moment,
        MOST,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.workspace_id, row.id)).collect())
}
