//! What a card shows of that which hangs on its task: how far its checklist and its subtasks are, what
//! it is a part of, and whether something blocks it.

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
    subtasks: Option<Progress>,
    parent: Option<i32>,
}

impl Marks {
    pub fn put_on(self, card: Card) -> Card {
        let Self { checklist, subtasks, parent } = self;
        Card { checklist, subtasks, parent, ..card }
    }
}

/// The marks of all tasks of a project that have some, or of `only` these, in one query.
pub async fn of(tx: &mut TenantTx, project_id: ProjectId, only: Option<&[Uuid]>) -> Result<HashMap<TaskId, Marks>> {
    let rows = sqlx::query!(
        r#"select
             i.task_id as "task_id!: TaskId",
             'checklist' as "mark!",
             count(*) filter (where i.done)::integer as "done!",
             count(*)::integer as "total!"
           from checklist_item i
           join task t on t.workspace_id = i.workspace_id and t.id = i.task_id
           where i.workspace_id = $1 and t.project_id = $2 and ($3::uuid[] is null or t.id = any($3))
           group by i.task_id
           union all
           select s.parent_id, 'subtasks', count(t.completed_at)::integer, count(*)::integer
           from subtask s
           join task t on t.workspace_id = s.workspace_id and t.id = s.task_id
           where s.workspace_id = $1
             and t.project_id = $2
             and t.archived_at is null
             and ($3::uuid[] is null or s.parent_id = any($3))
           group by s.parent_id
           union all
           select s.task_id, 'parent', t.number, 0
           from subtask s
           join task t on t.workspace_id = s.workspace_id and t.id = s.parent_id
           where s.workspace_id = $1 and t.project_id = $2 and ($3::uuid[] is null or s.task_id = any($3))"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        only,
    )
    .fetch_all(tx.conn())
    .await?;
    let mut found: HashMap<TaskId, Marks> = HashMap::new();
    for row in rows {
        let marks = found.entry(row.task_id).or_default();
        let progress = Some(Progress { done: row.done, total: row.total });
        match row.mark.as_str() {
            "checklist" => marks.checklist = progress,
            "subtasks" => marks.subtasks = progress,
            _ => marks.parent = Some(row.done),
        }
    }
    Ok(found)
}

/// The tasks whose cards show something of tasks that changed.
pub async fn beside(tx: &mut TenantTx, touched: &[TaskId]) -> Result<Vec<TaskId>> {
    let touched: Vec<_> = touched.iter().map(|id| id.uuid()).collect();
    Ok(sqlx::query_scalar!(
        r#"select parent_id as "task_id: TaskId" from subtask where workspace_id = $1 and task_id = any($2)"#,
        tx.workspace_id().uuid(),
        &touched,
    )
    .fetch_all(tx.conn())
    .await?)
}
