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
    blocked: bool,
}

impl Marks {
    pub fn put_on(self, card: Card) -> Card {
        let Self { checklist, subtasks, parent, blocked } = self;
        Card { checklist, subtasks, parent, blocked, ..card }
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
           where s.workspace_id = $1 and t.project_id = $2 and ($3::uuid[] is null or s.task_id = any($3))
           union all
           select t.id, 'blocked', 0, count(*)::integer
           from task_relation r
           join task t on t.workspace_id = r.workspace_id and t.id = r.to_id
           join task b on b.workspace_id = r.workspace_id and b.id = r.from_id
           join project p on p.workspace_id = b.workspace_id and p.id = b.project_id
           where r.workspace_id = $1
             and r.kind = 'blocks'
             and t.project_id = $2
             and t.completed_at is null
             and b.completed_at is null
             and b.archived_at is null
             and p.archived_at is null
             and ($3::uuid[] is null or t.id = any($3))
           group by t.id"#,
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
            "parent" => marks.parent = Some(row.done),
            _ => marks.blocked = true,
        }
    }
    Ok(found)
}

/// The tasks of a project whose cards show something of tasks that changed: of these, and of those of
/// other projects that changed after event number `after`, which this project's own events do not tell.
pub async fn beside(tx: &mut TenantTx, project_id: ProjectId, touched: &[TaskId], after: i64) -> Result<Vec<TaskId>> {
    let touched: Vec<_> = touched.iter().map(|id| id.uuid()).collect();
    Ok(sqlx::query_scalar!(
        r#"select s.parent_id as "task_id!: TaskId"
           from subtask s
           where s.workspace_id = $1 and s.task_id = any($3)
           union
           select t.id
           from task_relation r
           join task t on t.workspace_id = r.workspace_id and t.id = r.to_id
           join task b on b.workspace_id = r.workspace_id and b.id = r.from_id
           where r.workspace_id = $1
             and r.kind = 'blocks'
             and t.project_id = $2
             and (b.id = any($3) or (b.project_id <> $2 and exists (
               select from event e
               where e.workspace_id = $1
                 and e.project_id = b.project_id
                 and e.seq > $4
                 and (e.subject_id = b.id or e.kind in (
                   'column.edited', 'column.removed', 'project.archived', 'project.restored')))))"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        &touched,
        after,
    )
    .fetch_all(tx.conn())
    .await?)
}
