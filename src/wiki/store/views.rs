//! What belongs to a page as somebody reads it.

use super::lines::space_ref;
use crate::{
    Result,
    database::TenantTx,
    ids::{PageId, SpaceId, TagId},
    wiki::{space::SpaceRef, tag::Tag},
};
use serde_json::Value;
use time::{Duration, OffsetDateTime};

#[derive(Debug)]
pub struct ReadRow {
    pub epoch: i32,
    pub schema_version: i32,
    pub last_seq: i64,
    pub text_seq: Option<i64>,
    pub html: String,
    pub outline: Value,
    pub words: i32,
    pub open_threads: i32,
    pub favourite: bool,
    pub created_at: OffsetDateTime,
    pub created_by: String,
    pub updated_at: OffsetDateTime,
    pub updated_by: String,
    pub zone: Option<String>,
    pub seen: bool,
}

/// How long a look at a page stands for those that follow it.
const A_LOOK: Duration = Duration::minutes(1);

pub async fn read(tx: &mut TenantTx, page_id: PageId, now: OffsetDateTime) -> Result<ReadRow> {
    Ok(sqlx::query_as!(
        ReadRow,
        r#"select
             c.epoch,
             c.schema_version,
             c.last_seq,
             t.seq as "text_seq?",
             coalesce(t.html, '') as "html!",
             coalesce(t.outline, '[]') as "outline!",
             coalesce(t.words, 0) as "words!",
             (select count(*)::int
              from page_thread h
              where h.workspace_id = $1 and h.page_id = $2 and h.resolved_at is null) as "open_threads!",
             exists (
               select from page_favourite f
               where f.workspace_id = $1 and f.page_id = $2 and f.person_id = $3) as "favourite!",
             p.created_at,
             coalesce(a.name, '') as "created_by!",
             p.updated_at,
             coalesce(u.name, '') as "updated_by!",
             (select z.time_zone from person z where z.id = $3) as zone,
             exists (
               select from page_visit v
               where v.workspace_id = $1 and v.person_id = $3 and v.page_id = $2 and v.at > $4)
             and not exists (
               select from notification n
               where n.workspace_id = $1 and n.person_id = $3 and n.page_id = $2 and n.read_at is null) as "seen!"
           from page p
           join page_content c on c.workspace_id = p.workspace_id and c.page_id = p.id
           left join page_text t on t.workspace_id = p.workspace_id and t.page_id = p.id
           left join person a on a.id = p.created_by
           left join person u on u.id = p.updated_by
           where p.workspace_id = $1 and p.id = $2"#,
        tx.workspace_id().uuid(),
        page_id.uuid(),
        tx.person_id().uuid(),
        now - A_LOOK,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// The space, where the transaction's person sees it.
pub async fn space(tx: &mut TenantTx, space_id: SpaceId) -> Result<Option<SpaceRef>> {
    let row = sqlx::query!(
        "select slug, name, hue from space where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        space_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.and_then(|row| space_ref(space_id, Some(row.slug), Some(row.name), Some(row.hue))))
}

/// By name.
pub async fn tags(tx: &mut TenantTx, page_id: PageId) -> Result<Vec<Tag>> {
    Ok(sqlx::query_as!(
        Tag,
        r#"select t.id as "id: TagId", t.name, t.hue
           from page_tag g
           join tag t on t.workspace_id = g.workspace_id and t.id = g.tag_id
           where g.workspace_id = $1 and g.page_id = $2
           order by lower(t.name)"#,
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn time_zone(tx: &mut TenantTx) -> Result<String> {
    let zone = sqlx::query_scalar!("select time_zone from person where id = $1", tx.person_id().uuid())
        .fetch_optional(tx.conn())
        .await?;
    Ok(zone.unwrap_or_else(|| "UTC".to_owned()))
}

pub async fn set_favourite(tx: &mut TenantTx, page_id: PageId, on: bool, now: OffsetDateTime) -> Result<()> {
    let (workspace_id, person_id) = (tx.workspace_id().uuid(), tx.person_id().uuid());
    if on {
        sqlx::query!(
            "insert into page_favourite (workspace_id, person_id, page_id, at) values ($1, $2, $3, $4)
             on conflict do nothing",
            workspace_id,
            person_id,
            page_id.uuid(),
            now,
        )
        .execute(tx.conn())
        .await?;
    } else {
        sqlx::query!(
            "delete from page_favourite where workspace_id = $1 and person_id = $2 and page_id = $3",
            workspace_id,
            person_id,
            page_id.uuid(),
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

pub async fn note_visit(tx: &mut TenantTx, page_id: PageId, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into page_visit (workspace_id, person_id, page_id, at) values ($1, $2, $3, $4)
         on conflict (workspace_id, person_id, page_id) do update set at = greatest(page_visit.at, excluded.at)",
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        page_id.uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The workspace's name in addresses.
pub async fn slug(tx: &mut TenantTx) -> Result<String> {
    Ok(sqlx::query_scalar!("select slug from workspace where id = $1", tx.workspace_id().uuid())
        .fetch_one(tx.conn())
        .await?)
}
