use crate::Result;
use sqlx::PgConnection;
use time::OffsetDateTime;

pub struct DelayRow {
    pub failures: i32,
    pub failed_at: OffsetDateTime,
    pub open_at: OffsetDateTime,
}

/// The row of a key, made where there is none, locked until the transaction ends.
pub async fn lock(conn: &mut PgConnection, key: &str, now: OffsetDateTime) -> Result<DelayRow> {
    Ok(sqlx::query_as!(
        DelayRow,
        "insert into sign_in_delay (key, failures, failed_at, open_at)
         values ($1, 0, $2, $2)
         on conflict (key) do update set key = excluded.key
         returning failures, failed_at, open_at",
        key,
        now,
    )
    .fetch_one(conn)
    .await?)
}

pub async fn set(
    conn: &mut PgConnection,
    key: &str,
    tries: i32,
    now: OffsetDateTime,
    open_at: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "update sign_in_delay
         set failures = $2, failed_at = $3, open_at = $4
         where key = $1",
        key,
        tries,
        now,
        open_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn lower(conn: &mut PgConnection, key: &str, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update sign_in_delay
         set failures = greatest(failures - 1, 0), open_at = $2
         where key = $1",
        key,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn delete(conn: &mut PgConnection, key: &str) -> Result<()> {
    sqlx::query!("delete from sign_in_delay where key = $1", key).execute(conn).await?;
    Ok(())
}
