use crate::{
    Result,
    ids::{ApiTokenId, PersonId},
};
use sqlx::PgConnection;
use time::OffsetDateTime;

pub struct NewToken<'a> {
    pub id: ApiTokenId,
    pub person_id: PersonId,
    pub name: &'a str,
    pub token_hash: Vec<u8>,
    pub scope: &'static str,
    pub now: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

pub async fn insert(conn: &mut PgConnection, new: &NewToken<'_>) -> Result<()> {
    sqlx::query!(
        "insert into api_token (id, person_id, name, token_hash, scope, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        new.id.uuid(),
        new.person_id.uuid(),
        new.name,
        new.token_hash,
        new.scope,
        new.now,
        new.expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub struct TokenRow {
    pub id: ApiTokenId,
    pub person_id: PersonId,
    pub scope: String,
}

pub async fn touch(conn: &mut PgConnection, token_hash: &[u8], now: OffsetDateTime) -> Result<Option<TokenRow>> {
    Ok(sqlx::query_as!(
        TokenRow,
        r#"with hit as (
             select id, person_id, scope, used_at
             from api_token
             where token_hash = $1 and revoked_at is null and expires_at > $2
           ), touched as (
             update api_token
             set used_at = $2
             from hit
             where api_token.id = hit.id
               and (hit.used_at is null or hit.used_at < $2::timestamptz - interval '1 minute')
           )
           select id as "id: ApiTokenId", person_id as "person_id: PersonId", scope
           from hit"#,
        token_hash,
        now,
    )
    .fetch_optional(conn)
    .await?)
}

pub struct TokenListRow {
    pub id: ApiTokenId,
    pub name: String,
    pub scope: String,
    pub created_at: OffsetDateTime,
    pub used_at: Option<OffsetDateTime>,
    pub expires_at: OffsetDateTime,
    pub time_zone: String,
}

pub async fn list(conn: &mut PgConnection, person_id: PersonId, now: OffsetDateTime) -> Result<Vec<TokenListRow>> {
    Ok(sqlx::query_as!(
        TokenListRow,
        r#"select t.id as "id: ApiTokenId", t.name, t.scope, t.created_at, t.used_at, t.expires_at, p.time_zone
           from api_token t
           join person p on p.id = t.person_id
           where t.person_id = $1 and t.revoked_at is null and t.expires_at > $2
           order by t.created_at desc, t.id
           limit 200"#,
        person_id.uuid(),
        now,
    )
    .fetch_all(conn)
    .await?)
}

/// The name of the token that was revoked.
pub async fn revoke(
    conn: &mut PgConnection,
    person_id: PersonId,
    id: ApiTokenId,
    now: OffsetDateTime,
) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "update api_token
         set revoked_at = $3
         where id = $1 and person_id = $2 and revoked_at is null
         returning name",
        id.uuid(),
        person_id.uuid(),
        now,
    )
    .fetch_optional(conn)
    .await?)
}
