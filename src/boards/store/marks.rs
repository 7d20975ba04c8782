//! What a card shows of that which hangs on its task: how far its checklist is.

use crate::{
    Result,
    boards::{checklist::Progress, task::Card},
    database::TenantTx,
    ids::{ProjectId, TaskId},
};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, Default)]
pub struct Marks {
    checklist: Option<Progress>,
}

impl Marks {
    pub fn put_on(self, card: Card) -> Card {
        Card { checklist: self.checklist, ..card }
    }
}

/// The marks of all tasks of a project that have some, or of `only` these.
pub async fn of(tx: &mut TenantTx, project_id: ProjectId, only: Option<&[Uuid]>) -> Result<HashMap<TaskId, Marks>> {
    let rows = sqlx::query!(
        r#"select
             i.task_id as "task_id: TaskId",
             count(*) filter (where i.done)::integer as "done!",
             count(*)::integer as "total!"
           from checklist_item i
           join task t on t.workspace_id = i.workspace_id and t.id = i.task_id
           where i.workspace_id = $1 and t.project_id = $2 and ($3::uuid[] is null or t.id = any($3))
           group by i.task_id"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        only,
    )
    .fetch_all(tx.conn())
    .await?;
    let marks = |done, total| Marks { checklist: Some(Progress { done, total }) };
    Ok(rows.into_iter().map(|row| (row.task_id, marks(row.done, row.total))).collect())
}
