use crate::{
    Error, Result,
    database::TenantTx,
    ids::{ProjectId, WebhookId},
    webhooks::webhook::Disabled,
};
use time::OffsetDateTime;

#[derive(Debug)]
pub struct WebhookInsert {
    pub id: WebhookId,
    pub project_id: Option<ProjectId>,
    pub address: String,
    pub name: String,
    pub kinds: Vec<String>,
    pub secret: String,
    pub after_seq: i64,
    pub now: OffsetDateTime,
}

pub async fn insert(tx: &mut TenantTx, webhook: &WebhookInsert) -> Result<()> {
    sqlx::query!(
        "insert into webhook (
           workspace_id, id, project_id, address, name, kinds, secret, after_seq, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        tx.workspace_id().uuid(),
        webhook.id.uuid(),
        webhook.project_id.map(ProjectId::uuid),
        webhook.address,
        webhook.name,
        &webhook.kinds,
        webhook.secret,
        webhook.after_seq,
        tx.person_id().uuid(),
        webhook.now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How many there are for a project, or for the workspace as a whole.
pub async fn count(tx: &mut TenantTx, project_id: Option<ProjectId>) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from webhook
           where workspace_id = $1 and project_id is not distinct from $2"#,
        tx.workspace_id().uuid(),
        project_id.map(ProjectId::uuid),
    )
    .fetch_one(tx.conn())
    .await?)
}

/// What a command changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookRow {
    pub id: WebhookId,
    pub address: String,
    pub name: String,
    pub kinds: Vec<String>,
    pub enabled: bool,
    pub disabled_because: Option<Disabled>,
    pub secret: String,
    pub previous_secret: Option<String>,
    pub previous_until: Option<OffsetDateTime>,
    pub after_seq: i64,
    pub failing_since: Option<OffsetDateTime>,
}

impl WebhookRow {
    /// What people call it.
    pub fn title(&self) -> &str {
        if self.name.is_empty() { &self.address } else { &self.name }
    }
}

/// Locks a webhook until the commit.
pub async fn lock(tx: &mut TenantTx, id: WebhookId) -> Result<WebhookRow> {
    sqlx::query_as!(
        WebhookRow,
        r#"select
             id as "id: WebhookId",
             address,
             name,
             kinds,
             enabled,
             disabled_because as "disabled_because: Disabled",
             secret,
             previous_secret,
             previous_until,
             after_seq,
             failing_since
           from webhook
           where workspace_id = $1 and id = $2
           for no key update"#,
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

pub async fn update(tx: &mut TenantTx, row: &WebhookRow) -> Result<()> {
    sqlx::query!(
        "update webhook
         set address = $3,
             name = $4,
             kinds = $5,
             enabled = $6,
             disabled_because = $7,
             secret = $8,
             previous_secret = $9,
             previous_until = $10,
             after_seq = $11,
             failing_since = $12
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        row.id.uuid(),
        row.address,
        row.name,
        &row.kinds,
        row.enabled,
        row.disabled_because as Option<Disabled>,
        row.secret,
        row.previous_secret,
        row.previous_until,
        row.after_seq,
        row.failing_since,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: WebhookId) -> Result<()> {
    sqlx::query!("delete from webhook where workspace_id = $1 and id = $2", tx.workspace_id().uuid(), id.uuid())
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// A webhook as it is shown.
#[derive(Debug)]
pub struct ShownRow {
    pub id: WebhookId,
    pub name: String,
    pub address: String,
    pub project_id: Option<ProjectId>,
    pub project_key: Option<String>,
    pub project: Option<String>,
    pub kinds: Vec<String>,
    pub enabled: bool,
    pub disabled_because: Option<Disabled>,
    pub failing_since: Option<OffsetDateTime>,
    pub previous_until: Option<OffsetDateTime>,
    pub created_by: String,
    pub created_at: OffsetDateTime,
    pub waiting: i64,
    pub failed: i64,
}

/// All, or the one of that id; oldest first.
pub async fn list(tx: &mut TenantTx, only: Option<WebhookId>) -> Result<Vec<ShownRow>> {
    Ok(sqlx::query_as!(
        ShownRow,
        r#"select
             w.id as "id: WebhookId",
             w.name,
             w.address,
             w.project_id as "project_id: ProjectId",
             p.key as "project_key?",
             p.name as "project?",
             w.kinds,
             w.enabled,
             w.disabled_because as "disabled_because: Disabled",
             w.failing_since,
             w.previous_until,
             coalesce(a.name, '') as "created_by!",
             w.created_at,
             count(d.id) filter (where d.status = 'waiting') as "waiting!",
             count(d.id) filter (where d.status = 'failed') as "failed!"
           from webhook w
           left join project p on p.workspace_id = w.workspace_id and p.id = w.project_id
           left join person a on a.id = w.created_by
           left join webhook_delivery d
             on d.workspace_id = w.workspace_id and d.webhook_id = w.id and d.status <> 'delivered'
           where w.workspace_id = $1 and ($2::uuid is null or w.id = $2)
           group by w.workspace_id, w.id, p.workspace_id, p.id, a.id
           order by w.id"#,
        tx.workspace_id().uuid(),
        only.map(WebhookId::uuid),
    )
    .fetch_all(tx.conn())
    .await?)
}
