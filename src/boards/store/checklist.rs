use crate::{
    Error, Result,
    boards::{
        checklist::{ChecklistItem, NewItem},
        rank,
    },
    database::TenantTx,
    ids::{ChecklistItemId, TaskId},
};

/// An item as its row has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRow {
    pub id: ChecklistItemId,
    pub rank: String,
    pub text: String,
    pub done: bool,
    pub version: i32,
}

impl From<ItemRow> for ChecklistItem {
    fn from(row: ItemRow) -> Self {
        Self { id: row.id, text: row.text, done: row.done, version: row.version }
    }
}

/// The checklist of a task, in order.
pub async fn list(tx: &mut TenantTx, task_id: TaskId) -> Result<Vec<ItemRow>> {
    Ok(sqlx::query_as!(
        ItemRow,
        r#"select id as "id: ChecklistItemId", rank, text, done, version
           from checklist_item
           where workspace_id = $1 and task_id = $2
           order by rank"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn task_of(tx: &mut TenantTx, item_id: ChecklistItemId) -> Result<TaskId> {
    sqlx::query_scalar!(
        r#"select task_id as "task_id: TaskId" from checklist_item where workspace_id = $1 and id = $2"#,
        tx.workspace_id().uuid(),
        item_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

/// Adds items behind `last`, the rank at the end of the checklist. The task is locked.
pub async fn add(tx: &mut TenantTx, task_id: TaskId, items: &[NewItem], last: Option<&str>) -> Result<()> {
    let mut ranks: Vec<String> = Vec::with_capacity(items.len());
    for _ in items {
        let before = ranks.last().map(String::as_str).or(last);
        ranks.push(rank::between(before, None).map_err(Error::internal)?);
    }
    let ids: Vec<_> = items.iter().map(|_| ChecklistItemId::new().uuid()).collect();
    let texts: Vec<_> = items.iter().map(|item| item.text.clone()).collect();
    let done: Vec<_> = items.iter().map(|item| item.done).collect();
    sqlx::query!(
        "insert into checklist_item (workspace_id, task_id, id, rank, text, done)
         select $1, $2, n.id, n.rank, n.text, n.done
         from unnest($3::uuid[], $4::text[], $5::text[], $6::boolean[]) as n (id, rank, text, done)",
        tx.workspace_id().uuid(),
        task_id.uuid(),
        &ids,
        &ranks,
        &texts,
        &done,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes an item of a locked task.
pub async fn update(tx: &mut TenantTx, item: &ItemRow) -> Result<()> {
    sqlx::query!(
        "update checklist_item
         set rank = $3, text = $4, done = $5, version = $6
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        item.id.uuid(),
        item.rank,
        item.text,
        item.done,
        item.version,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives the items of a locked task, in this order, ranks of even spread.
pub async fn spread(tx: &mut TenantTx, order: &[ItemRow]) -> Result<()> {
    let ids: Vec<_> = order.iter().map(|item| item.id.uuid()).collect();
    sqlx::query!("set constraints checklist_item_rank_key deferred").execute(tx.conn()).await?;
    sqlx::query!(
        "update checklist_item i
         set rank = placed.rank
         from unnest($2::uuid[], $3::text[]) as placed (id, rank)
         where i.workspace_id = $1 and i.id = placed.id",
        tx.workspace_id().uuid(),
        &ids,
        &rank::spread(ids.len()),
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("set constraints checklist_item_rank_key immediate").execute(tx.conn()).await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, item_id: ChecklistItemId) -> Result<()> {
    sqlx::query!(
        "delete from checklist_item where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        item_id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
