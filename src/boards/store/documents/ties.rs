//! What a task is made of and hangs on, as a file has it.

use super::super::by_task;
use crate::{
    Result,
    boards::{
        export::document::{ItemDocument, RelationDocument, RepeatDocument},
        relation::RelationKind,
    },
    database::TenantTx,
    day::Day,
    ids::{ProjectId, TaskId},
};
use std::collections::HashMap;
use uuid::Uuid;

/// By task.
pub struct Ties {
    pub checklists: HashMap<TaskId, Vec<ItemDocument>>,
    pub parents: HashMap<TaskId, TaskId>,
    /// Those in which it comes first.
    pub relations: HashMap<TaskId, Vec<RelationDocument>>,
    pub series: HashMap<TaskId, RepeatDocument>,
}

/// Those of these tasks. Relations with tasks of other projects mean nothing in a file about this one.
pub async fn of(tx: &mut TenantTx, project_id: ProjectId, ids: &[Uuid]) -> Result<Ties> {
    Ok(Ties {
        checklists: checklists(tx, ids).await?,
        parents: parents(tx, ids).await?,
        relations: relations(tx, project_id, ids).await?,
        series: series(tx, ids).await?,
    })
}

async fn checklists(tx: &mut TenantTx, ids: &[Uuid]) -> Result<HashMap<TaskId, Vec<ItemDocument>>> {
    let rows = sqlx::query!(
        r#"select task_id as "task_id: TaskId", text, done
           from checklist_item
           where workspace_id = $1 and task_id = any ($2)
           order by task_id, rank"#,
        tx.workspace_id().uuid(),
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(by_task(rows.into_iter().map(|row| (row.task_id, ItemDocument { text: row.text, done: row.done }))))
}

async fn parents(tx: &mut TenantTx, ids: &[Uuid]) -> Result<HashMap<TaskId, TaskId>> {
    let rows = sqlx::query!(
        r#"select task_id as "task_id: TaskId", parent_id as "parent_id: TaskId"
           from subtask
           where workspace_id = $1 and task_id = any ($2)"#,
        tx.workspace_id().uuid(),
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.task_id, row.parent_id)).collect())
}

async fn relations(
    tx: &mut TenantTx,
    project_id: ProjectId,
    ids: &[Uuid],
) -> Result<HashMap<TaskId, Vec<RelationDocument>>> {
    let rows = sqlx::query!(
        r#"select r.from_id as "from_id: TaskId", r.to_id as "to_id: TaskId", r.kind
           from task_relation r
           join task t on t.workspace_id = r.workspace_id and t.id = r.to_id
           where r.workspace_id = $1 and r.from_id = any ($2) and t.project_id = $3
           order by r.from_id, t.number, r.kind"#,
        tx.workspace_id().uuid(),
        ids,
        project_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(by_task(rows.into_iter().map(|row| {
        let kind = RelationKind::named(&row.kind).unwrap_or(RelationKind::Relates);
        (row.from_id, RelationDocument { kind, task: row.to_id })
    })))
}

async fn series(tx: &mut TenantTx, ids: &[Uuid]) -> Result<HashMap<TaskId, RepeatDocument>> {
    let rows = sqlx::query!(
        r#"select newest_task_id as "task_id: TaskId", rule, cadence, starts_on as "starts_on: Day", time_zone
           from recurrence
           where workspace_id = $1 and newest_task_id = any ($2) and ended_at is null"#,
        tx.workspace_id().uuid(),
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    let repeat = |rule, cadence: &str, starts_on, time_zone| RepeatDocument {
        rule,
        cadence: cadence.parse().unwrap_or_default(),
        starts_on,
        time_zone,
    };
    Ok(rows
        .into_iter()
        .map(|row| (row.task_id, repeat(row.rule, &row.cadence, row.starts_on, row.time_zone)))
        .collect())
}
