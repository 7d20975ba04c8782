//! Links by which anybody sees a board.

use crate::{
    Error, Result,
    database::TenantTx,
    ids::{ProjectId, ShareId, TaskId, WorkspaceId},
};
use sqlx::PgConnection;
use std::collections::HashMap;
use time::OffsetDateTime;

#[derive(Debug)]
pub struct ShareInsert {
    pub id: ShareId,
    pub project_id: ProjectId,
    pub token_hash: Vec<u8>,
    pub descriptions: bool,
    pub now: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

pub async fn insert(tx: &mut TenantTx, share: &ShareInsert) -> Result<()> {
    sqlx::query!(
        "insert into board_share (
           workspace_id, id, project_id, token_hash, descriptions, created_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        tx.workspace_id().uuid(),
        share.id.uuid(),
        share.project_id.uuid(),
        share.token_hash,
        share.descriptions,
        tx.person_id().uuid(),
        share.now,
        share.expires_at,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

#[derive(Debug)]
pub struct ShareRow {
    pub id: ShareId,
    pub created_by: String,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub descriptions: bool,
}

/// Those that still open the board, the newest first.
pub async fn list(tx: &mut TenantTx, project_id: ProjectId, now: OffsetDateTime) -> Result<Vec<ShareRow>> {
    Ok(sqlx::query_as!(
        ShareRow,
        r#"select s.id as "id: ShareId", coalesce(p.name, '') as "created_by!", s.created_at, s.expires_at, s.descriptions
           from board_share s
           left join person p on p.id = s.created_by
           where s.workspace_id = $1 and s.project_id = $2 and s.revoked_at is null and s.expires_at > $3
           order by s.id desc
           limit 200"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        now,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Whether it was open until now. There is none of this id in another project.
pub async fn revoke(tx: &mut TenantTx, project_id: ProjectId, share_id: ShareId, now: OffsetDateTime) -> Result<bool> {
    let open = sqlx::query_scalar!(
        r#"select revoked_at is null as "open!"
           from board_share
           where workspace_id = $1 and project_id = $2 and id = $3
           for update"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        share_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    sqlx::query!(
        "update board_share set revoked_at = coalesce(revoked_at, $3) where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        share_id.uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(open)
}

/// What a link opens.
#[derive(Debug)]
pub struct OpenShare {
    pub workspace_id: WorkspaceId,
    pub project_id: ProjectId,
    pub descriptions: bool,
    pub expires_at: OffsetDateTime,
}

/// In the identity scope: nobody has signed in.
pub async fn open(conn: &mut PgConnection, token_hash: &[u8], now: OffsetDateTime) -> Result<Option<OpenShare>> {
    Ok(sqlx::query_as!(
        OpenShare,
        r#"select
             s.workspace_id as "workspace_id: WorkspaceId",
             s.project_id as "project_id: ProjectId",
             s.descriptions,
             s.expires_at
           from board_share s
           join workspace w on w.id = s.workspace_id and w.deleted_at is null
           where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2"#,
        token_hash,
        now,
    )
    .fetch_optional(conn)
    .await?)
}

/// What stands in the tasks of a board.
pub async fn descriptions(tx: &mut TenantTx, project_id: ProjectId) -> Result<HashMap<TaskId, String>> {
    let rows = sqlx::query!(
        r#"select id as "id: TaskId", description
           from task
           where workspace_id = $1 and project_id = $2 and archived_at is null and description <> ''"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.description)).collect())
}
