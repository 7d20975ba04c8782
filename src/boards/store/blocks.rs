use crate::{
    Result,
    boards::relation::Blocking,
    database::TenantTx,
    ids::{ProjectId, TaskId},
};

/// Which tasks of a board wait for which, both of them on it.
pub async fn on_board(tx: &mut TenantTx, project_id: ProjectId) -> Result<Vec<Blocking>> {
    Ok(sqlx::query_as!(
        Blocking,
        r#"select r.from_id as "blocker: TaskId", r.to_id as "blocked: TaskId"
           from task_relation r
           join task b on b.workspace_id = r.workspace_id and b.id = r.from_id
           join task t on t.workspace_id = r.workspace_id and t.id = r.to_id
           where r.workspace_id = $1
             and r.kind = 'blocks'
             and b.project_id = $2
             and t.project_id = $2
             and b.archived_at is null
             and t.archived_at is null
           order by r.id"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}
