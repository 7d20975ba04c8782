//! All SQL of accounts. Every function runs in the identity scope.

use super::session::IDLE;
use crate::{
    Result,
    ids::{ApiTokenId, MailId, PersonId, SessionId, WorkspaceId},
};
use sqlx::PgConnection;
use time::OffsetDateTime;

type Conn = PgConnection;

pub struct PersonRow {
    pub id: PersonId,
    pub email: String,
    pub name: String,
    pub password_hash: Option<String>,
}

pub async fn person_by_email(conn: &mut Conn, email: &str) -> Result<Option<PersonRow>> {
    Ok(sqlx::query_as!(
        PersonRow,
        r#"select p.id as "id: PersonId", p.email, p.name, c.password_hash as "password_hash?"
           from person p
           left join credential c on c.person_id = p.id
           where lower(p.email) = $1"#,
        email,
    )
    .fetch_optional(conn)
    .await?)
}

pub async fn person(conn: &mut Conn, id: PersonId) -> Result<PersonRow> {
    Ok(sqlx::query_as!(
        PersonRow,
        r#"select p.id as "id: PersonId", p.email, p.name, c.password_hash as "password_hash?"
           from person p
           left join credential c on c.person_id = p.id
           where p.id = $1"#,
        id.uuid(),
    )
    .fetch_one(conn)
    .await?)
}

pub struct NewPerson<'a> {
    pub id: PersonId,
    pub email: &'a str,
    pub name: &'a str,
    pub hue: i16,
    pub time_zone: &'a str,
    pub now: OffsetDateTime,
}

pub async fn insert_person(conn: &mut Conn, new: &NewPerson<'_>) -> Result<()> {
    sqlx::query!(
        "insert into person (id, email, name, hue, time_zone, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        new.id.uuid(),
        new.email,
        new.name,
        new.hue,
        new.time_zone,
        new.now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn set_instance_owner(conn: &mut Conn, id: PersonId) -> Result<()> {
    sqlx::query!("update person set instance_owner = true, version = version + 1 where id = $1", id.uuid())
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn put_password(conn: &mut Conn, id: PersonId, hash: &str, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into credential (person_id, password_hash, changed_at)
         values ($1, $2, $3)
         on conflict (person_id) do update
         set password_hash = excluded.password_hash, changed_at = excluded.changed_at",
        id.uuid(),
        hash,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The person's own space, where changes of their account are recorded.
pub async fn own_space(conn: &mut Conn, id: PersonId) -> Result<Option<WorkspaceId>> {
    Ok(sqlx::query_scalar!(
        r#"select w.id as "id: WorkspaceId"
           from member m
           join workspace w on w.id = m.workspace_id
           where m.person_id = $1 and w.kind = 'personal' and m.role = 'owner'
           order by w.created_at
           limit 1"#,
        id.uuid(),
    )
    .fetch_optional(conn)
    .await?)
}

/// Every workspace in which the person can act now.
pub async fn active_workspaces(conn: &mut Conn, id: PersonId) -> Result<Vec<WorkspaceId>> {
    Ok(sqlx::query_scalar!(
        r#"select m.workspace_id as "id: WorkspaceId"
           from member m
           join workspace w on w.id = m.workspace_id
           where m.person_id = $1 and m.suspended_at is null and w.deleted_at is null
           order by m.workspace_id"#,
        id.uuid(),
    )
    .fetch_all(conn)
    .await?)
}

pub struct NewSession<'a> {
    pub id: SessionId,
    pub person_id: PersonId,
    pub token_hash: Vec<u8>,
    pub device: &'a str,
    pub address: &'a str,
    pub now: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

pub async fn insert_session(conn: &mut Conn, new: &NewSession<'_>) -> Result<()> {
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
pub async fn use_session(conn: &mut Conn, token_hash: &[u8], now: OffsetDateTime) -> Result<Option<SessionRow>> {
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

/// Gives a session a new secret. The old one is kept for requests already on their way.
pub async fn rotate_session(conn: &mut Conn, id: SessionId, token_hash: &[u8], now: OffsetDateTime) -> Result<bool> {
    let done = sqlx::query!(
        "update session
         set previous_hash = token_hash, token_hash = $2, rotated_at = $3, rotation_due = false
         where id = $1 and ended_at is null",
        id.uuid(),
        token_hash,
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn mark_rotation(conn: &mut Conn, person_id: PersonId) -> Result<()> {
    sqlx::query!("update session set rotation_due = true where person_id = $1 and ended_at is null", person_id.uuid(),)
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn end_session(conn: &mut Conn, person_id: PersonId, id: SessionId, now: OffsetDateTime) -> Result<bool> {
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

pub async fn end_session_of_secret(
    conn: &mut Conn,
    token_hash: &[u8],
    now: OffsetDateTime,
) -> Result<Option<EndedSession>> {
    Ok(sqlx::query_as!(
        EndedSession,
        r#"update session
           set ended_at = $2
           where token_hash = $1 and ended_at is null
           returning id as "id: SessionId", person_id as "person_id: PersonId""#,
        token_hash,
        now,
    )
    .fetch_optional(conn)
    .await?)
}

/// Ends every session of the person but `kept`.
pub async fn end_sessions(
    conn: &mut Conn,
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

pub async fn sessions(conn: &mut Conn, person_id: PersonId, now: OffsetDateTime) -> Result<Vec<SessionListRow>> {
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

pub struct NewToken<'a> {
    pub id: ApiTokenId,
    pub person_id: PersonId,
    pub name: &'a str,
    pub token_hash: Vec<u8>,
    pub scope: &'static str,
    pub now: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

pub async fn insert_token(conn: &mut Conn, new: &NewToken<'_>) -> Result<()> {
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

pub async fn use_token(conn: &mut Conn, token_hash: &[u8], now: OffsetDateTime) -> Result<Option<TokenRow>> {
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

pub async fn tokens(conn: &mut Conn, person_id: PersonId, now: OffsetDateTime) -> Result<Vec<TokenListRow>> {
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
pub async fn revoke_token(
    conn: &mut Conn,
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

pub async fn insert_reset(
    conn: &mut Conn,
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
pub async fn reset_mailed_since(conn: &mut Conn, person_id: PersonId, since: OffsetDateTime) -> Result<bool> {
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
pub async fn person_of_reset(conn: &mut Conn, token_hash: &[u8], now: OffsetDateTime) -> Result<Option<PersonId>> {
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
pub async fn use_reset(conn: &mut Conn, token_hash: &[u8], person_id: PersonId, now: OffsetDateTime) -> Result<bool> {
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

pub async fn insert_mail(
    conn: &mut Conn,
    id: MailId,
    recipient: &str,
    subject: &str,
    text: &str,
    html: &str,
) -> Result<()> {
    sqlx::query!(
        "insert into mail (id, recipient, subject, body_text, body_html)
         values ($1, $2, $3, $4, $5)",
        id.uuid(),
        recipient,
        subject,
        text,
        html,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub struct DelayRow {
    pub failures: i32,
    pub failed_at: OffsetDateTime,
    pub open_at: OffsetDateTime,
}

/// The row of a key, made where there is none, locked until the transaction ends.
pub async fn lock_delay(conn: &mut Conn, key: &str, now: OffsetDateTime) -> Result<DelayRow> {
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

pub async fn set_delay(
    conn: &mut Conn,
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

pub async fn lower_delay(conn: &mut Conn, key: &str, now: OffsetDateTime) -> Result<()> {
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

pub async fn delete_delay(conn: &mut Conn, key: &str) -> Result<()> {
    sqlx::query!("delete from sign_in_delay where key = $1", key).execute(conn).await?;
    Ok(())
}
