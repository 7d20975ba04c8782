//! Devices and messages to them, in the scope of identity.

use crate::{
    Result,
    identity::IDLE,
    ids::{DeviceId, PersonId, PushId, SessionId, WorkspaceId},
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

pub async fn vapid_key(conn: &mut PgConnection) -> Result<Option<Vec<u8>>> {
    Ok(sqlx::query_scalar!("select private_key from vapid_key").fetch_optional(conn).await?)
}

/// Keeps the key, unless there is one.
pub async fn offer_vapid_key(conn: &mut PgConnection, key: &[u8], now: OffsetDateTime) -> Result<()> {
    sqlx::query!("insert into vapid_key (private_key, created_at) values ($1, $2) on conflict do nothing", key, now)
        .execute(conn)
        .await?;
    Ok(())
}

pub struct DeviceRow {
    pub id: DeviceId,
    pub session_id: SessionId,
    pub device: String,
    pub created_at: OffsetDateTime,
    pub time_zone: String,
}

/// Where the person is still signed in, the newest first.
pub async fn devices(conn: &mut PgConnection, id: PersonId, now: OffsetDateTime) -> Result<Vec<DeviceRow>> {
    Ok(sqlx::query_as!(
        DeviceRow,
        r#"select
             d.id as "id: DeviceId",
             d.session_id as "session_id: SessionId",
             d.device,
             d.created_at,
             p.time_zone
           from push_subscription d
           join person p on p.id = d.person_id
           join session s on s.id = d.session_id
           where d.person_id = $1
             and s.ended_at is null
             and s.expires_at > $2
             and s.seen_at > $3
           order by d.created_at desc, d.id"#,
        id.uuid(),
        now,
        now - IDLE,
    )
    .fetch_all(conn)
    .await?)
}

pub struct NewRow<'a> {
    pub id: DeviceId,
    pub person_id: PersonId,
    pub session_id: SessionId,
    pub endpoint: &'a str,
    pub public_key: &'a [u8],
    pub auth: &'a [u8],
    pub device: &'a str,
    pub now: OffsetDateTime,
}

/// Adds it, or has one that is known belong to this session from now on. Answers with its id.
pub async fn add_device(conn: &mut PgConnection, new: &NewRow<'_>) -> Result<DeviceId> {
    Ok(sqlx::query_scalar!(
        r#"insert into push_subscription
             (id, person_id, session_id, endpoint, public_key, auth, device, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)
           on conflict (endpoint) do update
             set person_id = excluded.person_id, session_id = excluded.session_id, public_key = excluded.public_key,
               auth = excluded.auth, device = excluded.device
           returning id as "id: DeviceId""#,
        new.id.uuid(),
        new.person_id.uuid(),
        new.session_id.uuid(),
        new.endpoint,
        new.public_key,
        new.auth,
        new.device,
        new.now,
    )
    .fetch_one(conn)
    .await?)
}

pub async fn forget_oldest(conn: &mut PgConnection, id: PersonId, kept: i64) -> Result<()> {
    sqlx::query!(
        "delete from push_subscription
         where id in (
           select old.id
           from push_subscription old
           where old.person_id = $1
           order by old.created_at desc, old.id desc
           offset $2)",
        id.uuid(),
        kept,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What the device called itself.
pub async fn remove_device(conn: &mut PgConnection, person_id: PersonId, id: DeviceId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "delete from push_subscription where id = $1 and person_id = $2 returning device",
        id.uuid(),
        person_id.uuid(),
    )
    .fetch_optional(conn)
    .await?)
}

pub async fn write(
    conn: &mut PgConnection,
    id: PushId,
    device: DeviceId,
    workspace_id: WorkspaceId,
    notifications: &[Uuid],
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "insert into push_message (id, subscription_id, workspace_id, notifications, created_at)
         values ($1, $2, $3, $4, $5)",
        id.uuid(),
        device.uuid(),
        workspace_id.uuid(),
        notifications,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub struct MessageRow {
    pub workspace_id: WorkspaceId,
    pub person_id: PersonId,
    pub notifications: Vec<Uuid>,
    pub tries: i16,
    pub created_at: OffsetDateTime,
    pub endpoint: String,
    pub public_key: Vec<u8>,
    pub auth: Vec<u8>,
}

/// A message to a device on which its person is signed in.
pub async fn message(conn: &mut PgConnection, id: PushId, now: OffsetDateTime) -> Result<Option<MessageRow>> {
    Ok(sqlx::query_as!(
        MessageRow,
        r#"select
             m.workspace_id as "workspace_id: WorkspaceId",
             d.person_id as "person_id: PersonId",
             m.notifications,
             m.tries,
             m.created_at,
             d.endpoint,
             d.public_key,
             d.auth
           from push_message m
           join push_subscription d on d.id = m.subscription_id
           join session s on s.id = d.session_id
           where m.id = $1
             and s.ended_at is null
             and s.expires_at > $2
             and s.seen_at > $3"#,
        id.uuid(),
        now,
        now - IDLE,
    )
    .fetch_optional(conn)
    .await?)
}

pub async fn forget(conn: &mut PgConnection, id: PushId) -> Result<()> {
    sqlx::query!("delete from push_message where id = $1", id.uuid()).execute(conn).await?;
    Ok(())
}

pub async fn taken(conn: &mut PgConnection, id: PushId, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "with sent as (
           delete from push_message where id = $1 returning subscription_id
         )
         update push_subscription set used_at = $2 from sent where push_subscription.id = sent.subscription_id",
        id.uuid(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Nothing more goes to the device of this message.
pub async fn device_is_gone(conn: &mut PgConnection, id: PushId) -> Result<()> {
    sqlx::query!(
        "delete from push_subscription where id = (select subscription_id from push_message where id = $1)",
        id.uuid(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn tried(conn: &mut PgConnection, id: PushId, tries: i16) -> Result<()> {
    sqlx::query!("update push_message set tries = $2 where id = $1", id.uuid(), tries).execute(conn).await?;
    Ok(())
}
