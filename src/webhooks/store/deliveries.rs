use crate::{
    Result,
    database::TenantTx,
    ids::{DeliveryId, WebhookId},
    webhooks::delivery::DeliveryStatus,
};
use time::OffsetDateTime;

#[derive(Debug)]
pub struct DeliveryRow {
    pub id: DeliveryId,
    pub kind: String,
    pub about: String,
    pub status: DeliveryStatus,
    pub created_at: OffsetDateTime,
    pub due_at: OffsetDateTime,
    pub attempts: i64,
    pub code: Option<i16>,
    pub millis: Option<i32>,
}

/// Newest first, from behind `after` on.
pub async fn list(
    tx: &mut TenantTx,
    webhook_id: WebhookId,
    only: Option<DeliveryStatus>,
    after: Option<DeliveryId>,
    limit: i64,
) -> Result<Vec<DeliveryRow>> {
    Ok(sqlx::query_as!(
        DeliveryRow,
        r#"select
             d.id as "id: DeliveryId",
             d.kind,
             d.about,
             d.status as "status: DeliveryStatus",
             d.created_at,
             d.due_at,
             (select count(*) from webhook_attempt a where a.workspace_id = $1 and a.delivery_id = d.id) as "attempts!",
             last.code as "code?",
             last.millis as "millis?"
           from webhook_delivery d
           left join lateral (
             select a.code, a.millis
             from webhook_attempt a
             where a.workspace_id = $1 and a.delivery_id = d.id
             order by a.at desc, a.id desc
             limit 1
           ) as last on true
           where d.workspace_id = $1
             and d.webhook_id = $2
             and ($3::text is null or d.status = $3)
             and ($4::uuid is null or d.id < $4)
           order by d.id desc
           limit $5"#,
        tx.workspace_id().uuid(),
        webhook_id.uuid(),
        only as Option<DeliveryStatus>,
        after.map(DeliveryId::uuid),
        limit,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One of this webhook, with its body. There is none of this id at another.
pub async fn find(tx: &mut TenantTx, webhook_id: WebhookId, id: DeliveryId) -> Result<Option<(DeliveryRow, String)>> {
    let row = sqlx::query!(
        r#"select
             d.id as "id: DeliveryId",
             d.kind,
             d.about,
             d.status as "status: DeliveryStatus",
             d.created_at,
             d.due_at,
             d.body,
             count(a.id) as "attempts!"
           from webhook_delivery d
           left join webhook_attempt a on a.workspace_id = d.workspace_id and a.delivery_id = d.id
           where d.workspace_id = $1 and d.webhook_id = $2 and d.id = $3
           group by d.workspace_id, d.id"#,
        tx.workspace_id().uuid(),
        webhook_id.uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| {
        let delivery = DeliveryRow {
            id: row.id,
            kind: row.kind,
            about: row.about,
            status: row.status,
            created_at: row.created_at,
            due_at: row.due_at,
            attempts: row.attempts,
            code: None,
            millis: None,
        };
        (delivery, row.body)
    }))
}

#[derive(Debug)]
pub struct AttemptRow {
    pub at: OffsetDateTime,
    pub millis: i32,
    pub code: Option<i16>,
    pub lost: Option<String>,
    pub answer: String,
}

/// The last fifty, oldest first.
pub async fn attempts(tx: &mut TenantTx, id: DeliveryId) -> Result<Vec<AttemptRow>> {
    let mut rows = sqlx::query_as!(
        AttemptRow,
        "select at, millis, code, lost, answer
         from webhook_attempt
         where workspace_id = $1 and delivery_id = $2
         order by at desc, id desc
         limit 50",
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.reverse();
    Ok(rows)
}

/// Has one be sent again, or now rather than later. Whether there is one of this id at this webhook.
pub async fn replay(tx: &mut TenantTx, webhook_id: WebhookId, id: DeliveryId, now: OffsetDateTime) -> Result<bool> {
    let done = sqlx::query!(
        "update webhook_delivery
         set status = 'waiting', tries = 0, due_at = $4
         where workspace_id = $1 and webhook_id = $2 and id = $3",
        tx.workspace_id().uuid(),
        webhook_id.uuid(),
        id.uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Has all that failed and were made since then be sent again.
pub async fn replay_failed(
    tx: &mut TenantTx,
    webhook_id: WebhookId,
    since: Option<OffsetDateTime>,
    now: OffsetDateTime,
) -> Result<u64> {
    let done = sqlx::query!(
        "update webhook_delivery
         set status = 'waiting', tries = 0, due_at = $4
         where workspace_id = $1
           and webhook_id = $2
           and status = 'failed'
           and ($3::timestamptz is null or created_at >= $3)",
        tx.workspace_id().uuid(),
        webhook_id.uuid(),
        since,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}
