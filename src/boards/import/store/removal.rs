//! What undo takes away.

use super::ImportRecord;
use crate::{
    Result,
    database::TenantTx,
    ids::{ImportId, TaskId},
};
use uuid::Uuid;

/// Takes away the tasks that nobody changed, moved, archived, restored or commented on since.
pub async fn remove_untouched(tx: &mut TenantTx, import_id: ImportId) -> Result<i32> {
    let untouched = sqlx::query_scalar!(
        r#"select id as "id: TaskId"
           from task
           where workspace_id = $1 and import_id = $2 and version = 1
           order by id
           for update"#,
        tx.workspace_id().uuid(),
        import_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    let untouched: Vec<Uuid> = untouched.into_iter().map(TaskId::uuid).collect();
    // A statement of its own: it sees the comments that were waited for above.
    let removed = sqlx::query!(
        "delete from task t
         where t.workspace_id = $1
           and t.id = any ($2)
           and not exists (
             select from comment c
             where c.workspace_id = t.workspace_id
               and c.task_id = t.id
               and (c.import_id is distinct from $3 or c.version > 1))",
        tx.workspace_id().uuid(),
        &untouched,
        import_id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(i32::try_from(removed.rows_affected()).unwrap_or(i32::MAX))
}

/// Takes away the columns, labels and fields of an import that hold nothing. A board keeps one column.
pub async fn remove_unused(tx: &mut TenantTx, import: &ImportRecord) -> Result<()> {
    let columns: Vec<Uuid> = import.made.columns.iter().map(|id| id.uuid()).collect();
    let labels: Vec<Uuid> = import.made.labels.iter().map(|id| id.uuid()).collect();
    let workspace_id = tx.workspace_id().uuid();
    sqlx::query!(
        "select id from board_column where workspace_id = $1 and id = any ($2) order by id for update",
        workspace_id,
        &columns,
    )
    .fetch_all(tx.conn())
    .await?;
    sqlx::query!(
        "delete from board_column c
         where c.workspace_id = $1
           and c.id = any ($2)
           and c.version = 1
           and not exists (select from task t where t.workspace_id = c.workspace_id and t.column_id = c.id)
           and exists (
             select from board_column o
             where o.workspace_id = c.workspace_id and o.project_id = c.project_id and o.id <> all ($2))",
        workspace_id,
        &columns,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from label l
         where l.workspace_id = $1
           and l.id = any ($2)
           and not exists (select from task_label t where t.workspace_id = l.workspace_id and t.label_id = l.id)",
        workspace_id,
        &labels,
    )
    .execute(tx.conn())
    .await?;
    let fields: Vec<Uuid> = import.made.fields.iter().map(|id| id.uuid()).collect();
    sqlx::query!(
        "delete from field f
         where f.workspace_id = $1
           and f.id = any ($2)
           and f.version = 1
           and not exists (select from field_value v where v.workspace_id = f.workspace_id and v.field_id = f.id)",
        workspace_id,
        &fields,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
