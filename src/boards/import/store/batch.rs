//! Many tasks at once: one statement for each table.

use super::ImportRecord;
use crate::{
    Result,
    boards::store::fields::values::{self, Said},
    database::TenantTx,
};
use sqlx::types::time::{Date, OffsetDateTime};
use uuid::Uuid;

/// Tasks to add, field by field, each list as long as the others.
#[derive(Debug, Default)]
pub struct Batch {
    pub ids: Vec<Uuid>,
    pub columns: Vec<Uuid>,
    pub numbers: Vec<i32>,
    pub ranks: Vec<String>,
    pub titles: Vec<String>,
    pub descriptions: Vec<String>,
    pub priorities: Vec<i16>,
    pub start: Vec<Option<Date>>,
    pub due: Vec<Option<Date>>,
    /// In minutes.
    pub estimates: Vec<Option<i32>>,
    pub done: Vec<bool>,
    pub archived: Vec<bool>,
    pub makers: Vec<Option<Uuid>>,
    pub created: Vec<Option<OffsetDateTime>>,
    pub updated: Vec<Option<OffsetDateTime>>,
    pub completed: Vec<Option<OffsetDateTime>>,
    pub put_aside: Vec<Option<OffsetDateTime>>,
    /// Task and label.
    pub labels: Vec<(Uuid, Uuid)>,
    /// Task and person.
    pub assignees: Vec<(Uuid, Uuid)>,
    /// Task and what it is called where it comes from.
    pub sources: Vec<(Uuid, String)>,
    pub items: Items,
    pub comments: Comments,
    /// In custom fields.
    pub said: Vec<Said>,
}

/// Checklist items to add, field by field as well.
#[derive(Debug, Default)]
pub struct Items {
    pub ids: Vec<Uuid>,
    pub tasks: Vec<Uuid>,
    pub ranks: Vec<String>,
    pub texts: Vec<String>,
    pub done: Vec<bool>,
}

/// Comments to add, field by field as well.
#[derive(Debug, Default)]
pub struct Comments {
    pub ids: Vec<Uuid>,
    pub tasks: Vec<Uuid>,
    /// The importer without one.
    pub authors: Vec<Option<Uuid>>,
    pub bodies: Vec<String>,
    pub created: Vec<Option<OffsetDateTime>>,
    pub edited: Vec<Option<OffsetDateTime>>,
}

/// Adds tasks to locked columns. No moment is later than now.
pub async fn insert_tasks(tx: &mut TenantTx, import: &ImportRecord, batch: &Batch) -> Result<()> {
    sqlx::query!(
        "insert into task (
           workspace_id, id, project_id, column_id, number, rank, title, description, priority, due_on,
           start_on, estimate, completed_at, archived_at, created_at, updated_at, import_id, created_by)
         select $1, n.id, $2, n.column_id, n.number, n.rank, n.title, n.description, n.priority, n.due_on,
           n.start_on,
           n.estimate,
           case when n.done then least(coalesce(n.completed_at, now()), now()) end,
           case when n.archived then least(coalesce(n.archived_at, now()), now()) end,
           least(coalesce(n.created_at, now()), now()),
           least(coalesce(n.updated_at, now()), now()),
           $3,
           coalesce(n.created_by, $4)
         from unnest(
           $5::uuid[], $6::uuid[], $7::integer[], $8::text[], $9::text[], $10::text[], $11::smallint[], $12::date[],
           $13::boolean[], $14::boolean[], $15::uuid[], $16::timestamptz[], $17::timestamptz[], $18::timestamptz[],
           $19::timestamptz[], $20::date[], $21::integer[])
           as n (id, column_id, number, rank, title, description, priority, due_on, done, archived, created_by,
             created_at, updated_at, completed_at, archived_at, start_on, estimate)",
        tx.workspace_id().uuid(),
        import.project_id.uuid(),
        import.id.uuid(),
        tx.person_id().uuid(),
        &batch.ids,
        &batch.columns,
        &batch.numbers,
        &batch.ranks,
        &batch.titles,
        &batch.descriptions,
        &batch.priorities,
        &batch.due as &[Option<Date>],
        &batch.done,
        &batch.archived,
        &batch.makers as &[Option<Uuid>],
        &batch.created as &[Option<OffsetDateTime>],
        &batch.updated as &[Option<OffsetDateTime>],
        &batch.completed as &[Option<OffsetDateTime>],
        &batch.put_aside as &[Option<OffsetDateTime>],
        &batch.start as &[Option<Date>],
        &batch.estimates as &[Option<i32>],
    )
    .execute(tx.conn())
    .await?;
    insert_belongings(tx, import, batch).await?;
    insert_items(tx, &batch.items).await?;
    values::write(tx, &batch.said).await?;
    insert_comments(tx, import, &batch.comments).await
}

async fn insert_items(tx: &mut TenantTx, items: &Items) -> Result<()> {
    sqlx::query!(
        "insert into checklist_item (workspace_id, id, task_id, rank, text, done)
         select $1, n.id, n.task_id, n.rank, n.text, n.done
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::boolean[])
           as n (id, task_id, rank, text, done)",
        tx.workspace_id().uuid(),
        &items.ids,
        &items.tasks,
        &items.ranks,
        &items.texts,
        &items.done,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn insert_belongings(tx: &mut TenantTx, import: &ImportRecord, batch: &Batch) -> Result<()> {
    let workspace_id = tx.workspace_id().uuid();
    let (tasks, labels): (Vec<Uuid>, Vec<Uuid>) = batch.labels.iter().copied().unzip();
    sqlx::query!(
        "insert into task_label (workspace_id, task_id, label_id)
         select $1, n.task_id, n.label_id
         from unnest($2::uuid[], $3::uuid[]) as n (task_id, label_id)
         on conflict do nothing",
        workspace_id,
        &tasks,
        &labels,
    )
    .execute(tx.conn())
    .await?;
    let (tasks, people): (Vec<Uuid>, Vec<Uuid>) = batch.assignees.iter().copied().unzip();
    sqlx::query!(
        "insert into task_assignee (workspace_id, task_id, person_id)
         select $1, n.task_id, n.person_id
         from unnest($2::uuid[], $3::uuid[]) as n (task_id, person_id)
         on conflict do nothing",
        workspace_id,
        &tasks,
        &people,
    )
    .execute(tx.conn())
    .await?;
    let (tasks, sources): (Vec<Uuid>, Vec<String>) = batch.sources.iter().cloned().unzip();
    sqlx::query!(
        "insert into task_source (workspace_id, project_id, task_id, source)
         select $1, $2, n.task_id, n.source
         from unnest($3::uuid[], $4::text[]) as n (task_id, source)",
        workspace_id,
        import.project_id.uuid(),
        &tasks,
        &sources,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn insert_comments(tx: &mut TenantTx, import: &ImportRecord, comments: &Comments) -> Result<()> {
    sqlx::query!(
        "insert into comment (workspace_id, id, task_id, author_id, body, created_at, edited_at, import_id)
         select $1, n.id, n.task_id, coalesce(n.author_id, $2), n.body, least(coalesce(n.created_at, now()), now()),
           n.edited_at, $3
         from unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::timestamptz[], $9::timestamptz[])
           as n (id, task_id, author_id, body, created_at, edited_at)",
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        import.id.uuid(),
        &comments.ids,
        &comments.tasks,
        &comments.authors as &[Option<Uuid>],
        &comments.bodies,
        &comments.created as &[Option<OffsetDateTime>],
        &comments.edited as &[Option<OffsetDateTime>],
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
