use crate::{Result, ids::PersonId};
use sqlx::PgConnection;
use time::OffsetDateTime;

pub async fn insert(
    conn: &mut PgConnection,
    token_hash: &[u8],
    person_id: PersonId,
    now: OffsetDateTime,
    expires_at: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "insert into mail_token (token_hash, person_id, purpose, created_at, expires_at)
         values ($1, $2, 'reset', $3, $4)",
        token_hash,
        person_id.uuid(),
        now,
        expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether a reset was mailed to the person since then.
pub async fn mailed_since(conn: &mut PgConnection, person_id: PersonId, since: OffsetDateTime) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from mail_token
             where person_id = $1 and purpose = 'reset' and created_at > $2
           ) as "mailed!""#,
        person_id.uuid(),
        since,
    )
    .fetch_one(conn)
    .await?)
}

/// Whose unused reset this is.
pub async fn person_of(conn: &mut PgConnection, token_hash: &[u8], now: OffsetDateTime) -> Result<Option<PersonId>> {
    Ok(sqlx::query_scalar!(
        r#"select person_id as "person_id: PersonId"
           from mail_token
           where token_hash = $1 and purpose = 'reset' and used_at is null and expires_at > $2"#,
        token_hash,
        now,
    )
    .fetch_optional(conn)
    .await?)
}

/// Uses up the reset; with it every other one of the person.
pub async fn spend(
    conn: &mut PgConnection,
    token_hash: &[u8],
    person_id: PersonId,
    now: OffsetDateTime,
) -> Result<bool> {
    let done = sqlx::query!(
        "update mail_token
         set used_at = $2
         where token_hash = $1 and purpose = 'reset' and used_at is null and expires_at > $2",
        token_hash,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update mail_token
         set used_at = $2
         where person_id = $1 and purpose = 'reset' and used_at is null",
        person_id.uuid(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}
