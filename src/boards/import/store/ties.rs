//! What hangs together among the tasks of one import.

use super::ImportRecord;
use crate::{
    Result,
    boards::relation::RelationKind,
    database::TenantTx,
    ids::{RelationId, TaskId},
};
use std::collections::HashMap;
use uuid::Uuid;

/// The tasks that this import made, by what they are called where they come from.
pub async fn made_from(tx: &mut TenantTx, import: &ImportRecord) -> Result<HashMap<String, TaskId>> {
    let rows = sqlx::query!(
        r#"select s.source, s.task_id as "task_id: TaskId"
           from task t
           join task_source s on s.workspace_id = t.workspace_id and s.task_id = t.id
           where t.workspace_id = $1 and t.import_id = $2"#,
        tx.workspace_id().uuid(),
        import.id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.source, row.task_id)).collect())
}

/// Tasks and those that they are a part of.
pub async fn insert_parents(tx: &mut TenantTx, pairs: &[(TaskId, TaskId)]) -> Result<()> {
    let (tasks, parents): (Vec<Uuid>, Vec<Uuid>) =
        pairs.iter().map(|(task, parent)| (task.uuid(), parent.uuid())).unzip();
    sqlx::query!(
        "insert into subtask (workspace_id, task_id, parent_id)
         select $1, n.task_id, n.parent_id
         from unnest($2::uuid[], $3::uuid[]) as n (task_id, parent_id)
         on conflict do nothing",
        tx.workspace_id().uuid(),
        &tasks,
        &parents,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How the first of each stands to the last, in kinds that are kept as they are.
pub async fn insert_relations(tx: &mut TenantTx, relations: &[(TaskId, RelationKind, TaskId)]) -> Result<()> {
    let ids: Vec<Uuid> = relations.iter().map(|_| RelationId::new().uuid()).collect();
    let from: Vec<Uuid> = relations.iter().map(|(from, ..)| from.uuid()).collect();
    let to: Vec<Uuid> = relations.iter().map(|(.., to)| to.uuid()).collect();
    let kinds: Vec<String> = relations.iter().map(|(_, kind, _)| kind.name().to_owned()).collect();
    sqlx::query!(
        "insert into task_relation (workspace_id, id, from_id, to_id, kind)
         select $1, n.id, n.from_id, n.to_id, n.kind
         from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[]) as n (id, from_id, to_id, kind)
         on conflict do nothing",
        tx.workspace_id().uuid(),
        &ids,
        &from,
        &to,
        &kinds,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
