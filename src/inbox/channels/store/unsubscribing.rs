use crate::{Result, ids::PersonId};
use sqlx::PgConnection;

/// Keeps a key for a person who has none yet.
pub async fn offer_key(conn: &mut PgConnection, id: PersonId, key: &[u8]) -> Result<()> {
    sqlx::query!(
        "insert into unsubscribe_key (person_id, key) values ($1, $2) on conflict do nothing",
        id.uuid(),
        key,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn key(conn: &mut PgConnection, id: PersonId) -> Result<Option<Vec<u8>>> {
    Ok(sqlx::query_scalar!("select key from unsubscribe_key where person_id = $1", id.uuid())
        .fetch_optional(conn)
        .await?)
}
