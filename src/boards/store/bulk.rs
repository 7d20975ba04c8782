//! Many tasks in few statements.

use crate::{
    Error, Result,
    boards::{project::Column, task::Card},
    database::TenantTx,
    ids::{BulkId, LabelId, ProjectId, TaskId},
};
use time::Date;
use uuid::Uuid;

fn uuids<'a>(tasks: impl Iterator<Item = &'a TaskId>) -> Vec<Uuid> {
    tasks.map(|id| id.uuid()).collect()
}

/// Takes the turn of every column of the project and then of these tasks, each in the order of ids, so that two who
/// change the same do not wait for one another. A task of another project is not there.
pub async fn lock(tx: &mut TenantTx, project_id: ProjectId, tasks: &[TaskId]) -> Result<()> {
    let workspace_id = tx.workspace_id().uuid();
    sqlx::query!(
        "select id from board_column
         where workspace_id = $1 and project_id = $2
         order by id
         for update",
        workspace_id,
        project_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    let found = sqlx::query!(
        "select id from task
         where workspace_id = $1 and project_id = $2 and id = any ($3)
         order by id
         for update",
        workspace_id,
        project_id.uuid(),
        &uuids(tasks.iter()),
    )
    .fetch_all(tx.conn())
    .await?;
    if found.len() == tasks.len() { Ok(()) } else { Err(Error::NotFound) }
}

/// Writes the fields of locked tasks, each with whether it is archived.
pub async fn update(tx: &mut TenantTx, tasks: &[(&Card, bool)]) -> Result<()> {
    let ids = uuids(tasks.iter().map(|(card, _)| &card.id));
    let priorities: Vec<i16> = tasks.iter().map(|(card, _)| card.priority.number()).collect();
    let dues: Vec<Option<Date>> = tasks.iter().map(|(card, _)| card.due_on.map(|day| day.0)).collect();
    let starts: Vec<Option<Date>> = tasks.iter().map(|(card, _)| card.start_on.map(|day| day.0)).collect();
    let archived: Vec<bool> = tasks.iter().map(|(_, archived)| *archived).collect();
    sqlx::query!(
        "update task t
         set priority = wanted.priority, start_on = wanted.start_on, due_on = wanted.due_on,
             version = t.version + 1, updated_at = now(),
             archived_at = case when wanted.archived then coalesce(t.archived_at, now()) end
         from unnest($2::uuid[], $3::smallint[], $4::date[], $5::date[], $6::boolean[])
           as wanted (id, priority, start_on, due_on, archived)
         where t.workspace_id = $1 and t.id = wanted.id",
        tx.workspace_id().uuid(),
        &ids,
        &priorities,
        &starts as &[Option<Date>],
        &dues as &[Option<Date>],
        &archived,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Puts these tasks, at these ranks, into a locked column.
pub async fn place(tx: &mut TenantTx, column: &Column, tasks: &[TaskId], ranks: &[String]) -> Result<()> {
    sqlx::query!(
        "update task t
         set column_id = $2, rank = placed.rank, version = t.version + 1, updated_at = now(),
             completed_at = case when $3 then coalesce(t.completed_at, now()) end
         from unnest($4::uuid[], $5::text[]) as placed (id, rank)
         where t.workspace_id = $1 and t.id = placed.id",
        tx.workspace_id().uuid(),
        column.id.uuid(),
        column.done,
        &uuids(tasks.iter()),
        ranks,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Puts on each of these tasks the people it names, and nobody else.
pub async fn set_assignees(tx: &mut TenantTx, cards: &[&Card]) -> Result<()> {
    let workspace_id = tx.workspace_id().uuid();
    let (tasks, people): (Vec<Uuid>, Vec<Uuid>) =
        cards.iter().flat_map(|card| card.assignees.iter().map(|id| (card.id.uuid(), id.uuid()))).unzip();
    sqlx::query!(
        "delete from task_assignee
         where workspace_id = $1
           and task_id = any ($2)
           and (task_id, person_id) not in (select * from unnest($3::uuid[], $4::uuid[]))",
        workspace_id,
        &uuids(cards.iter().map(|card| &card.id)),
        &tasks,
        &people,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into task_assignee (workspace_id, task_id, person_id)
         select $1, task_id, person_id from unnest($2::uuid[], $3::uuid[]) as wanted (task_id, person_id)
         on conflict do nothing",
        workspace_id,
        &tasks,
        &people,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Puts on each of these tasks the labels it names, and no others. Labels of another project are refused.
pub async fn set_labels(tx: &mut TenantTx, project_id: ProjectId, cards: &[&Card]) -> Result<()> {
    let workspace_id = tx.workspace_id().uuid();
    let (tasks, labels): (Vec<Uuid>, Vec<Uuid>) =
        cards.iter().flat_map(|card| card.labels.iter().map(|id| (card.id.uuid(), id.uuid()))).unzip();
    let mut wanted: Vec<LabelId> = cards.iter().flat_map(|card| card.labels.iter().copied()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let known = sqlx::query_scalar!(
        r#"select count(*) as "count!" from label where workspace_id = $1 and project_id = $2 and id = any ($3)"#,
        workspace_id,
        project_id.uuid(),
        &wanted.iter().map(|id| id.uuid()).collect::<Vec<_>>(),
    )
    .fetch_one(tx.conn())
    .await?;
    if usize::try_from(known) != Ok(wanted.len()) {
        return Err(Error::invalid("labels", "This label is not of this project."));
    }
    sqlx::query!(
        "delete from task_label
         where workspace_id = $1
           and task_id = any ($2)
           and (task_id, label_id) not in (select * from unnest($3::uuid[], $4::uuid[]))",
        workspace_id,
        &uuids(cards.iter().map(|card| &card.id)),
        &tasks,
        &labels,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into task_label (workspace_id, task_id, label_id)
         select $1, task_id, label_id from unnest($2::uuid[], $3::uuid[]) as wanted (task_id, label_id)
         on conflict do nothing",
        workspace_id,
        &tasks,
        &labels,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes which tasks were changed together.
pub async fn note(tx: &mut TenantTx, id: BulkId, tasks: &[TaskId]) -> Result<()> {
    sqlx::query!(
        "insert into bulk_task (workspace_id, bulk_id, task_id)
         select $1, $2, unnest($3::uuid[])",
        tx.workspace_id().uuid(),
        id.uuid(),
        &uuids(tasks.iter()),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
