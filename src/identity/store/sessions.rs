use crate::identity::session::IDLE;
use crate::{
    Result,
    ids::{PersonId, SessionId},
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

pub struct NewSession<'a> {
    pub id: SessionId,
    pub person_id: PersonId,
    pub token_hash: Vec<u8>,
    pub device: &'a str,
    pub address: &'a str,
    pub now: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

pub async fn insert(conn: &mut PgConnection, new: &NewSession<'_>) -> Result<()> {
    sqlx::query!(
        "insert into session (id, person_id, token_hash, device, address, created_at, seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $6, $7)",
        new.id.uuid(),
        new.person_id.uuid(),
        new.token_hash,
        new.device,
        new.address,
        new.now,
        new.expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub struct SessionRow {
    pub id: SessionId,
    pub person_id: PersonId,
    pub name: String,
    pub email: String,
    pub title: String,
    pub hue: i16,
    pub theme: String,
    pub time_zone: String,
    pub instance_owner: bool,
    pub rotation_due: bool,
}

/// Finds the session of a secret and its person, and notes at most once a minute that it was used. A
/// secret that was renewed stays good for half a minute, for requests already on their way.
pub async fn touch(conn: &mut PgConnection, token_hash: &[u8], now: OffsetDateTime) -> Result<Option<SessionRow>> {
    Ok(sqlx::query_as!(
        SessionRow,
        r#"with hit as (
             select id, person_id, seen_at, rotation_due and token_hash = $1 as rotation_due
             from session
             where (token_hash = $1 or (previous_hash = $1 and rotated_at > $2::timestamptz - interval '30 seconds'))
               and ended_at is null
               and expires_at > $2
               and seen_at > $3
           ), touched as (
             update session
             set seen_at = $2
             from hit
             where session.id = hit.id and hit.seen_at < $2::timestamptz - interval '1 minute'
           )
           select hit.id as "id: SessionId", p.id as "person_id: PersonId", p.name, p.email, p.title, p.hue,
             p.theme, p.time_zone, p.instance_owner, hit.rotation_due as "rotation_due!"
           from hit
           join person p on p.id = hit.person_id"#,
        token_hash,
        now,
        now - IDLE,
    )
    .fetch_optional(conn)
    .await?)
}

/// Which of these sessions stand.
pub async fn standing(conn: &mut PgConnection, ids: &[Uuid], now: OffsetDateTime) -> Result<Vec<SessionId>> {
    Ok(sqlx::query_scalar!(
        r#"select id as "id: SessionId"
           from session
           where id = any($1) and ended_at is null and expires_at > $2 and seen_at > $3"#,
        ids,
        now,
        now - IDLE,
    )
    .fetch_all(conn)
    .await?)
}

/// What becomes of the secret that a session had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldSecret {
    /// Good a little longer, for requests already on their way.
    Kept,
    Gone,
}

/// Gives a session a new secret; with the old one kept only while that is due: of requests at the same moment, one
/// renews it, or the secret that all of them came with would be forgotten.
pub async fn renew(
    conn: &mut PgConnection,
    id: SessionId,
    token_hash: &[u8],
    old: OldSecret,
    now: OffsetDateTime,
) -> Result<bool> {
    let done = sqlx::query!(
        "update session
         set previous_hash = case when $4 then token_hash end, token_hash = $2, rotated_at = $3, rotation_due = false
         where id = $1 and ended_at is null and (rotation_due or not $4)",
        id.uuid(),
        token_hash,
        now,
        old == OldSecret::Kept,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn mark_rotation(conn: &mut PgConnection, person_id: PersonId) -> Result<()> {
    sqlx::query!("update session set rotation_due = true where person_id = $1 and ended_at is null", person_id.uuid(),)
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn end(conn: &mut PgConnection, person_id: PersonId, id: SessionId, now: OffsetDateTime) -> Result<bool> {
    let done = sqlx::query!(
        "update session set ended_at = $3 where id = $1 and person_id = $2 and ended_at is null",
        id.uuid(),
        person_id.uuid(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub struct EndedSession {
    pub id: SessionId,
    pub person_id: PersonId,
}

/// By the secret it has, or by the one renewed just now: the very request that signs out may have renewed it.
pub async fn end_by_secret(
    conn: &mut PgConnection,
    token_hash: &[u8],
    now: OffsetDateTime,
) -> Result<Option<EndedSession>> {
    Ok(sqlx::query_as!(
        EndedSession,
        r#"update session
           set ended_at = $2
           where (token_hash = $1 or (previous_hash = $1 and rotated_at > $2::timestamptz - interval '30 seconds'))
             and ended_at is null
           returning id as "id: SessionId", person_id as "person_id: PersonId""#,
        token_hash,
        now,
    )
    .fetch_optional(conn)
    .await?)
}

/// Ends every session of the person but `kept`.
pub async fn end_all_but(
    conn: &mut PgConnection,
    person_id: PersonId,
    kept: Option<SessionId>,
    now: OffsetDateTime,
) -> Result<u64> {
    let done = sqlx::query!(
        "update session
         set ended_at = $3
         where person_id = $1 and id is distinct from $2 and ended_at is null",
        person_id.uuid(),
        kept.map(SessionId::uuid),
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

pub struct SessionListRow {
    pub id: SessionId,
    pub device: String,
    pub address: String,
    pub created_at: OffsetDateTime,
    pub seen_at: OffsetDateTime,
    pub time_zone: String,
}

pub async fn list(conn: &mut PgConnection, person_id: PersonId, now: OffsetDateTime) -> Result<Vec<SessionListRow>> {
    Ok(sqlx::query_as!(
        SessionListRow,
        r#"select s.id as "id: SessionId", s.device, s.address, s.created_at, s.seen_at, p.time_zone
           from session s
           join person p on p.id = s.person_id
           where s.person_id = $1 and s.ended_at is null and s.expires_at > $2 and s.seen_at > $3
           order by s.seen_at desc, s.id
           limit 200"#,
        person_id.uuid(),
        now,
        now - IDLE,
    )
    .fetch_all(conn)
    .await?)
}
