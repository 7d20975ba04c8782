//! All SQL of housekeeping. What belongs to no workspace goes in the identity scope, what lies in all
//! of them in that of the system.

use crate::{Result, ids::WorkspaceId};
use sqlx::PgConnection;
use time::OffsetDateTime;

/// Those that ended, or would have, before one moment; and those that nobody used since another.
pub async fn delete_sessions(conn: &mut PgConnection, over: OffsetDateTime, unused: OffsetDateTime) -> Result<u64> {
    let done = sqlx::query!("delete from session where expires_at < $1 or ended_at < $1 or seen_at < $2", over, unused)
        .execute(conn)
        .await?;
    Ok(done.rows_affected())
}

pub async fn delete_api_tokens(conn: &mut PgConnection, over: OffsetDateTime) -> Result<u64> {
    let done =
        sqlx::query!("delete from api_token where expires_at < $1 or revoked_at < $1", over).execute(conn).await?;
    Ok(done.rows_affected())
}

pub async fn delete_mail_tokens(conn: &mut PgConnection, over: OffsetDateTime) -> Result<u64> {
    let done = sqlx::query!("delete from mail_token where expires_at < $1 or used_at < $1", over).execute(conn).await?;
    Ok(done.rows_affected())
}

pub async fn delete_delays(conn: &mut PgConnection, last_try: OffsetDateTime) -> Result<u64> {
    let done = sqlx::query!("delete from sign_in_delay where failed_at < $1", last_try).execute(conn).await?;
    Ok(done.rows_affected())
}

pub async fn delete_mails(conn: &mut PgConnection, sent: OffsetDateTime, written: OffsetDateTime) -> Result<u64> {
    let done =
        sqlx::query!("delete from mail where sent_at < $1 or created_at < $2", sent, written).execute(conn).await?;
    Ok(done.rows_affected())
}

pub async fn delete_account_keys(conn: &mut PgConnection, used: OffsetDateTime) -> Result<u64> {
    let done = sqlx::query!("delete from account_idempotency where created_at < $1", used).execute(conn).await?;
    Ok(done.rows_affected())
}

pub async fn delete_keys(conn: &mut PgConnection, used: OffsetDateTime) -> Result<u64> {
    let done = sqlx::query!("delete from idempotency where created_at < $1", used).execute(conn).await?;
    Ok(done.rows_affected())
}

pub async fn delete_notifications(conn: &mut PgConnection, done: OffsetDateTime) -> Result<u64> {
    let done = sqlx::query!("delete from notification where done_at < $1", done).execute(conn).await?;
    Ok(done.rows_affected())
}

pub async fn delete_deliveries(conn: &mut PgConnection, made: OffsetDateTime) -> Result<u64> {
    let done = sqlx::query!("delete from webhook_delivery where created_at < $1", made).execute(conn).await?;
    Ok(done.rows_affected())
}

pub async fn delete_time_entries(conn: &mut PgConnection, removed: OffsetDateTime) -> Result<u64> {
    let done = sqlx::query!("delete from time_entry where removed_at < $1", removed).execute(conn).await?;
    Ok(done.rows_affected())
}

pub async fn workspaces_deleted_before(conn: &mut PgConnection, moment: OffsetDateTime) -> Result<Vec<WorkspaceId>> {
    Ok(sqlx::query_scalar!(
        r#"select id as "id: WorkspaceId" from workspace where deleted_at < $1 order by deleted_at"#,
        moment
    )
    .fetch_all(conn)
    .await?)
}

/// False where it was restored in the meantime.
pub async fn purge_workspace(conn: &mut PgConnection, id: WorkspaceId, deleted: OffsetDateTime) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"select purge_workspace($1, $2) as "purged!""#, id.uuid(), deleted)
        .fetch_one(conn)
        .await?)
}
