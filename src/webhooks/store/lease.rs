//! Who sends what, until when, and what came of it.

use crate::{
    Result,
    database::TenantTx,
    ids::{DeliveryId, WebhookId, WorkspaceId},
    webhooks::delivery::DeliveryStatus,
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// The webhooks that have something to send now and fewer than `at_once` under way, whoever waits longest first. Asked in
/// the scope of the system.
pub async fn due(
    conn: &mut PgConnection,
    at_once: i64,
    now: OffsetDateTime,
    limit: i64,
) -> Result<Vec<(WorkspaceId, WebhookId)>> {
    let rows = sqlx::query!(
        r#"select d.workspace_id as "workspace_id: WorkspaceId", d.webhook_id as "webhook_id: WebhookId"
           from webhook_delivery d
           join webhook w on w.workspace_id = d.workspace_id and w.id = d.webhook_id
           join workspace s on s.id = d.workspace_id
           where d.status = 'waiting'
             and d.due_at <= $1
             and (d.leased_until is null or d.leased_until <= $1)
             and w.enabled
             and s.deleted_at is null
             and (
               select count(*)
               from webhook_delivery under_way
               where under_way.workspace_id = d.workspace_id
                 and under_way.webhook_id = d.webhook_id
                 and under_way.status = 'waiting'
                 and under_way.leased_until > $1
             ) < $3
           group by d.workspace_id, d.webhook_id
           order by min(d.due_at)
           limit $2"#,
        now,
        limit,
        at_once,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.workspace_id, row.webhook_id)).collect())
}

/// Where to send to, and what signs.
#[derive(Debug)]
pub struct EndpointRow {
    pub address: String,
    pub secret: String,
    pub previous_secret: Option<String>,
    pub previous_until: Option<OffsetDateTime>,
    pub failing_since: Option<OffsetDateTime>,
}

/// Takes the turn at a webhook that is on, unless somebody else has it.
pub async fn take_turn(tx: &mut TenantTx, id: WebhookId) -> Result<Option<EndpointRow>> {
    Ok(sqlx::query_as!(
        EndpointRow,
        "select address, secret, previous_secret, previous_until, failing_since
         from webhook
         where workspace_id = $1 and id = $2 and enabled
         for no key update skip locked",
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// How many are being sent there now.
pub async fn in_flight(tx: &mut TenantTx, id: WebhookId, now: OffsetDateTime) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from webhook_delivery
           where workspace_id = $1 and webhook_id = $2 and status = 'waiting' and leased_until > $3"#,
        tx.workspace_id().uuid(),
        id.uuid(),
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}

#[derive(Debug)]
pub struct LeasedRow {
    pub id: DeliveryId,
    pub body: String,
}

/// Leases the next one. What happened to one thing goes out in its order: a later event waits while an earlier one is
/// being sent, or was tried once at most; after that it does not wait for the hours in between.
pub async fn lease(
    tx: &mut TenantTx,
    webhook_id: WebhookId,
    lease: Uuid,
    now: OffsetDateTime,
    until: OffsetDateTime,
) -> Result<Option<LeasedRow>> {
    Ok(sqlx::query_as!(
        LeasedRow,
        r#"update webhook_delivery
           set lease = $3, leased_until = $5, tries = tries + 1
           where workspace_id = $1
             and id = (
               select d.id
               from webhook_delivery d
               where d.workspace_id = $1
                 and d.webhook_id = $2
                 and d.status = 'waiting'
                 and d.due_at <= $4
                 and (d.leased_until is null or d.leased_until <= $4)
                 and not exists (
                   select from webhook_delivery earlier
                   where earlier.workspace_id = $1
                     and earlier.webhook_id = $2
                     and earlier.subject_id = d.subject_id
                     and earlier.seq < d.seq
                     and earlier.status = 'waiting'
                     and (earlier.tries < 2 or earlier.leased_until > $4)
                 )
               order by d.due_at, d.seq
               limit 1
               for update skip locked
             )
           returning id as "id: DeliveryId", body"#,
        tx.workspace_id().uuid(),
        webhook_id.uuid(),
        lease,
        now,
        until,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// How often it was tried, if this lease still holds.
pub async fn holds(tx: &mut TenantTx, id: DeliveryId, lease: Uuid) -> Result<Option<i16>> {
    Ok(sqlx::query_scalar!(
        "select tries from webhook_delivery where workspace_id = $1 and id = $2 and lease = $3 for update",
        tx.workspace_id().uuid(),
        id.uuid(),
        lease,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// What came of a try.
#[derive(Debug)]
pub struct NewAttempt<'a> {
    pub at: OffsetDateTime,
    pub millis: i32,
    pub code: Option<i16>,
    pub lost: Option<&'a str>,
    pub answer: &'a str,
}

pub async fn note(tx: &mut TenantTx, id: DeliveryId, attempt: &NewAttempt<'_>) -> Result<()> {
    sqlx::query!(
        "insert into webhook_attempt (workspace_id, id, delivery_id, at, millis, code, lost, answer)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        tx.workspace_id().uuid(),
        Uuid::now_v7(),
        id.uuid(),
        attempt.at,
        attempt.millis,
        attempt.code,
        attempt.lost,
        attempt.answer,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives the lease back.
pub async fn release(tx: &mut TenantTx, id: DeliveryId, status: DeliveryStatus, due: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update webhook_delivery
         set status = $3, due_at = $4, lease = null, leased_until = null
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        id.uuid(),
        status as DeliveryStatus,
        due,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes since when nothing arrives there, or that something did. The first failure counts.
pub async fn set_failing(tx: &mut TenantTx, id: WebhookId, since: Option<OffsetDateTime>) -> Result<()> {
    sqlx::query!(
        "update webhook
         set failing_since = $3
         where workspace_id = $1 and id = $2 and (failing_since is null) = ($3::timestamptz is not null)",
        tx.workspace_id().uuid(),
        id.uuid(),
        since,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Addresses of those who look after the workspace.
pub async fn caretakers(tx: &mut TenantTx) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(
        "select p.email
         from member m
         join person p on p.id = m.person_id
         where m.workspace_id = $1
           and m.role in ('owner', 'admin')
           and m.suspended_at is null
           and m.left_at is null
         order by p.email",
        tx.workspace_id().uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}
