//! SQL for what the demonstration's tasks are made of and hang on.

use super::content::Content;
use crate::{
    Error, Result,
    boards::{rank, relation::RelationKind},
    database::TenantTx,
    ids::{ChecklistItemId, PersonId, RelationId, TaskId, TimeEntryId},
};
use std::collections::HashMap;
use time::{Date, Duration};

/// Checklists, subtasks, relations, starts, estimates, and the time that was spent.
pub async fn add(tx: &mut TenantTx, content: &Content, people: &HashMap<&str, PersonId>, today: Date) -> Result<()> {
    let workspace_id = tx.workspace_id().uuid();
    for (item, rank) in content.items.iter().zip(rank::spread(content.items.len())) {
        let task_id = task(tx, &item.task).await?;
        sqlx::query!(
            "insert into checklist_item (workspace_id, id, task_id, rank, text, done) values ($1, $2, $3, $4, $5, $6)",
            workspace_id,
            ChecklistItemId::new().uuid(),
            task_id.uuid(),
            rank,
            item.text,
            item.done,
        )
        .execute(tx.conn())
        .await?;
    }
    for relation in &content.relations {
        let (task_id, other_id) = (task(tx, &relation.task).await?, task(tx, &relation.other).await?);
        relate(tx, task_id, &relation.how, other_id).await?;
    }
    for planning in &content.planning {
        let task_id = task(tx, &planning.task).await?;
        sqlx::query!(
            "update task set start_on = $3, estimate = $4 where workspace_id = $1 and id = $2",
            workspace_id,
            task_id.uuid(),
            planning.start.and_then(|days| today.checked_add(Duration::days(days))),
            planning.estimate.minutes(),
        )
        .execute(tx.conn())
        .await?;
    }
    for spent in &content.time {
        let task_id = task(tx, &spent.task).await?;
        sqlx::query!(
            "insert into time_entry (workspace_id, id, task_id, person_id, day, minutes, note)
             values ($1, $2, $3, $4, $5, $6, $7)",
            workspace_id,
            TimeEntryId::new().uuid(),
            task_id.uuid(),
            people.get(spent.person.as_str()).map(|id| id.uuid()),
            today.saturating_add(Duration::days(spent.day)),
            spent.minutes,
            spent.note,
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

async fn relate(tx: &mut TenantTx, task_id: TaskId, relation: &str, other_id: TaskId) -> Result<()> {
    let workspace_id = tx.workspace_id().uuid();
    if relation == "part_of" {
        sqlx::query!(
            "insert into subtask (workspace_id, task_id, parent_id) values ($1, $2, $3)",
            workspace_id,
            task_id.uuid(),
            other_id.uuid(),
        )
        .execute(tx.conn())
        .await?;
        return Ok(());
    }
    let kind = RelationKind::ALL.into_iter().find(|kind| kind.name() == relation);
    let kind = kind.ok_or_else(|| Error::internal(format!("no relation is called {relation}")))?;
    let (from, to, kind) =
        if kind.is_passive() { (other_id, task_id, kind.reversed()) } else { (task_id, other_id, kind) };
    sqlx::query!(
        "insert into task_relation (workspace_id, id, from_id, to_id, kind) values ($1, $2, $3, $4, $5)",
        workspace_id,
        RelationId::new().uuid(),
        from.uuid(),
        to.uuid(),
        kind.name(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The task of a key such as SHOP-42.
async fn task(tx: &mut TenantTx, key: &str) -> Result<TaskId> {
    Ok(sqlx::query_scalar!(
        r#"select t.id as "id: TaskId"
           from task t
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
           where t.workspace_id = $1 and p.key || '-' || t.number = $2"#,
        tx.workspace_id().uuid(),
        key,
    )
    .fetch_one(tx.conn())
    .await?)
}
