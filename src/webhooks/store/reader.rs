//! What the reader of the log reads and writes.

use crate::{
    Result,
    database::TenantTx,
    ids::{ProjectId, WebhookId, WorkspaceId},
};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// Asked in the scope of the system.
pub async fn behind(conn: &mut PgConnection) -> Result<Vec<WorkspaceId>> {
    Ok(sqlx::query_scalar!(
        r#"select c.workspace_id as "workspace_id: WorkspaceId"
           from webhook_cursor c
           join event_sequence s on s.workspace_id = c.workspace_id
           where c.seq < s.seq"#,
    )
    .fetch_all(conn)
    .await?)
}

/// How far the log was read. The caller has the turn until the commit.
pub async fn take_turn(tx: &mut TenantTx) -> Result<Option<i64>> {
    let workspace_id = tx.workspace_id().uuid();
    Ok(sqlx::query_scalar!("select seq from webhook_cursor where workspace_id = $1 for update", workspace_id)
        .fetch_optional(tx.conn())
        .await?)
}

pub async fn advance(tx: &mut TenantTx, seq: i64) -> Result<()> {
    sqlx::query!("update webhook_cursor set seq = $2 where workspace_id = $1", tx.workspace_id().uuid(), seq)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// From the first webhook on a workspace has a cursor. Whoever makes one has the turn until the commit.
pub async fn begin_cursor(tx: &mut TenantTx, seq: i64) -> Result<()> {
    sqlx::query!(
        "insert into webhook_cursor (workspace_id, seq)
         values ($1, $2)
         on conflict (workspace_id) do update set seq = webhook_cursor.seq",
        tx.workspace_id().uuid(),
        seq,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The number of the newest event.
pub async fn newest(tx: &mut TenantTx) -> Result<i64> {
    let seq = sqlx::query_scalar!("select seq from event_sequence where workspace_id = $1", tx.workspace_id().uuid())
        .fetch_optional(tx.conn())
        .await?;
    Ok(seq.unwrap_or_default())
}

/// The workspace's name in addresses.
pub async fn slug(tx: &mut TenantTx) -> Result<String> {
    Ok(sqlx::query_scalar!("select slug from workspace where id = $1", tx.workspace_id().uuid())
        .fetch_one(tx.conn())
        .await?)
}

/// An event, with the names of what it is about as they are now.
#[derive(Debug)]
pub struct EventRow {
    pub seq: i64,
    pub at: OffsetDateTime,
    pub kind: String,
    pub actor_id: Option<Uuid>,
    pub actor: Option<String>,
    pub project_id: Option<Uuid>,
    pub project_key: Option<String>,
    pub project: Option<String>,
    pub subject_id: Option<Uuid>,
    pub task_number: Option<i32>,
    pub task_title: Option<String>,
    pub data: Option<Value>,
}

pub async fn events_after(tx: &mut TenantTx, seq: i64, limit: i64) -> Result<Vec<EventRow>> {
    Ok(sqlx::query_as!(
        EventRow,
        r#"select
             e.seq,
             e.at,
             e.kind,
             e.actor_id,
             a.name as "actor?",
             e.project_id,
             p.key as "project_key?",
             p.name as "project?",
             e.subject_id,
             t.number as "task_number?",
             t.title as "task_title?",
             e.data
           from event e
           left join person a on a.id = e.actor_id
           left join project p on p.workspace_id = e.workspace_id and p.id = e.project_id
           left join task t on t.workspace_id = e.workspace_id and t.id = e.subject_id
           where e.workspace_id = $1 and e.seq > $2
           order by e.seq
           limit $3"#,
        tx.workspace_id().uuid(),
        seq,
        limit,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// A webhook that is on.
#[derive(Debug)]
pub struct Listener {
    pub id: WebhookId,
    pub project_id: Option<ProjectId>,
    pub kinds: Vec<String>,
    pub after_seq: i64,
}

pub async fn listeners(tx: &mut TenantTx) -> Result<Vec<Listener>> {
    Ok(sqlx::query_as!(
        Listener,
        r#"select id as "id: WebhookId", project_id as "project_id: ProjectId", kinds, after_seq
           from webhook
           where workspace_id = $1 and enabled"#,
        tx.workspace_id().uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Something to be sent.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    pub webhook_id: WebhookId,
    pub seq: Option<i64>,
    pub subject_id: Option<Uuid>,
    pub kind: String,
    pub about: String,
    pub body: String,
}

/// Adds what is to be sent, due at once. An event that a webhook has already is passed over.
pub async fn insert(tx: &mut TenantTx, new: &[NewDelivery], now: OffsetDateTime) -> Result<()> {
    let ids: Vec<Uuid> = new.iter().map(|_| Uuid::now_v7()).collect();
    let webhooks: Vec<Uuid> = new.iter().map(|one| one.webhook_id.uuid()).collect();
    let seqs: Vec<Option<i64>> = new.iter().map(|one| one.seq).collect();
    let subjects: Vec<Option<Uuid>> = new.iter().map(|one| one.subject_id).collect();
    let kinds: Vec<String> = new.iter().map(|one| one.kind.clone()).collect();
    let abouts: Vec<String> = new.iter().map(|one| one.about.clone()).collect();
    let bodies: Vec<String> = new.iter().map(|one| one.body.clone()).collect();
    sqlx::query!(
        r#"insert into webhook_delivery (
             workspace_id, id, webhook_id, seq, subject_id, kind, about, body, due_at, created_at)
           select $1, new.id, new.webhook_id, new.seq, new.subject_id, new.kind, new.about, new.body, $9, $9
           from unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::uuid[], $6::text[], $7::text[], $8::text[])
             as new (id, webhook_id, seq, subject_id, kind, about, body)
           on conflict (workspace_id, webhook_id, seq) do nothing"#,
        tx.workspace_id().uuid(),
        &ids,
        &webhooks,
        &seqs as &[Option<i64>],
        &subjects as &[Option<Uuid>],
        &kinds,
        &abouts,
        &bodies,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What the acting person is called.
pub async fn own_name(tx: &mut TenantTx) -> Result<String> {
    Ok(sqlx::query_scalar!("select name from person where id = $1", tx.person_id().uuid()).fetch_one(tx.conn()).await?)
}
