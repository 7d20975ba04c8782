//! Tasks as cards: a few plain queries put together here, rather than one with aggregates for each row.

use super::{by_task, fields::values, marks};
use crate::{
    Result,
    boards::{
        board::PersonRef,
        estimate::Estimate,
        task::{Card, Priority},
    },
    database::TenantTx,
    day::Day,
    ids::{ColumnId, LabelId, PersonId, ProjectId, TaskId},
};
use std::collections::HashMap;

/// The cards of a project that are on its board, in order; with `only`, just those of them.
pub async fn on_board(tx: &mut TenantTx, project_id: ProjectId, only: Option<&[TaskId]>) -> Result<Vec<Card>> {
    load(tx, project_id, only, false).await
}

/// The archived cards of a project, in the order of their columns; with `only`, just those of them.
pub async fn archived(tx: &mut TenantTx, project_id: ProjectId, only: Option<&[TaskId]>) -> Result<Vec<Card>> {
    load(tx, project_id, only, true).await
}

async fn load(tx: &mut TenantTx, project_id: ProjectId, only: Option<&[TaskId]>, archived: bool) -> Result<Vec<Card>> {
    let only: Option<Vec<_>> = only.map(|ids| ids.iter().map(|id| id.uuid()).collect());
    let workspace_id = tx.workspace_id().uuid();
    let rows = sqlx::query!(
        r#"select
             t.id as "id: TaskId",
             t.number,
             t.column_id as "column_id: ColumnId",
             t.rank,
             t.title,
             t.priority,
             t.due_on as "due_on: Day",
             t.start_on as "start_on: Day",
             t.estimate as "estimate: Estimate",
             t.description <> '' as "described!",
             r.id is not null as "repeats!",
             t.version
           from task t
           join board_column c on c.workspace_id = t.workspace_id and c.id = t.column_id
           left join recurrence r
             on r.workspace_id = t.workspace_id and r.newest_task_id = t.id and r.ended_at is null
           where t.workspace_id = $1
             and t.project_id = $2
             and (t.archived_at is not null) = $4
             and ($3::uuid[] is null or t.id = any($3))
           order by c.rank, t.rank"#,
        workspace_id,
        project_id.uuid(),
        only.as_deref(),
        archived,
    )
    .fetch_all(tx.conn())
    .await?;
    let mut assignees = assignees_of(tx, project_id, only.as_deref()).await?;
    let mut labels = labels_of(tx, project_id, only.as_deref()).await?;
    let mut attachments = attachments_of(tx, project_id, only.as_deref()).await?;
    let mut comments = comments_of(tx, project_id, only.as_deref()).await?;
    let mut fields = values::of(tx, project_id, only.as_deref()).await?;
    let mut marks = marks::of(tx, project_id, only.as_deref()).await?;
    let cards = rows.into_iter().map(|row| {
        let marks = marks.remove(&row.id).unwrap_or_default();
        marks.put_on(Card {
            assignees: assignees.remove(&row.id).unwrap_or_default(),
            labels: labels.remove(&row.id).unwrap_or_default(),
            fields: fields.remove(&row.id).unwrap_or_default(),
            comments: comments.remove(&row.id).unwrap_or_default(),
            attachments: attachments.remove(&row.id).unwrap_or_default(),
            id: row.id,
            number: row.number,
            column_id: row.column_id,
            rank: row.rank,
            title: row.title,
            priority: Priority::from_number(row.priority),
            due_on: row.due_on,
            start_on: row.start_on,
            estimate: row.estimate,
            checklist: None,
            subtasks: None,
            parent: None,
            blocked: false,
            described: row.described,
            repeats: row.repeats,
            version: row.version,
        })
    });
    Ok(cards.collect())
}

async fn assignees_of(
    tx: &mut TenantTx,
    project_id: ProjectId,
    only: Option<&[uuid::Uuid]>,
) -> Result<HashMap<TaskId, Vec<PersonId>>> {
    let rows = sqlx::query!(
        r#"select a.task_id as "task_id: TaskId", a.person_id as "person_id: PersonId"
           from task_assignee a
           join task t on t.workspace_id = a.workspace_id and t.id = a.task_id
           where a.workspace_id = $1
             and t.project_id = $2
             and ($3::uuid[] is null or a.task_id = any($3))
           order by a.task_id, a.person_id"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        only,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(by_task(rows.into_iter().map(|row| (row.task_id, row.person_id))))
}

async fn labels_of(
    tx: &mut TenantTx,
    project_id: ProjectId,
    only: Option<&[uuid::Uuid]>,
) -> Result<HashMap<TaskId, Vec<LabelId>>> {
    let rows = sqlx::query!(
        r#"select tl.task_id as "task_id: TaskId", tl.label_id as "label_id: LabelId"
           from task_label tl
           join label l on l.workspace_id = tl.workspace_id and l.id = tl.label_id
           where tl.workspace_id = $1
             and l.project_id = $2
             and ($3::uuid[] is null or tl.task_id = any($3))
           order by tl.task_id, lower(l.name)"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        only,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(by_task(rows.into_iter().map(|row| (row.task_id, row.label_id))))
}

async fn comments_of(
    tx: &mut TenantTx,
    project_id: ProjectId,
    only: Option<&[uuid::Uuid]>,
) -> Result<HashMap<TaskId, i32>> {
    let rows = sqlx::query!(
        r#"select c.task_id as "task_id: TaskId", count(*)::int as "count!"
           from comment c
           join task t on t.workspace_id = c.workspace_id and t.id = c.task_id
           where c.workspace_id = $1
             and t.project_id = $2
             and ($3::uuid[] is null or c.task_id = any($3))
           group by c.task_id"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        only,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.task_id, row.count)).collect())
}

async fn attachments_of(
    tx: &mut TenantTx,
    project_id: ProjectId,
    only: Option<&[uuid::Uuid]>,
) -> Result<HashMap<TaskId, i32>> {
    let rows = sqlx::query!(
        r#"select a.task_id as "task_id!: TaskId", count(*)::int as "count!"
           from attachment a
           join task t on t.workspace_id = a.workspace_id and t.id = a.task_id
           where a.workspace_id = $1
             and t.project_id = $2
             and ($3::uuid[] is null or a.task_id = any($3))
           group by a.task_id"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        only,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.task_id, row.count)).collect())
}

/// The people a board may name: standing members, and whoever a task of it still names.
pub async fn people(tx: &mut TenantTx, project_id: ProjectId) -> Result<Vec<PersonRef>> {
    Ok(sqlx::query_as!(
        PersonRef,
        r#"select p.id as "id: PersonId", p.name, p.hue
           from member m
           join person p on p.id = m.person_id
           where m.workspace_id = $1
             and ((m.suspended_at is null and m.left_at is null and (m.role <> 'guest' or exists (
                    select from project_guest g
                    where g.workspace_id = $1 and g.project_id = $2 and g.person_id = m.person_id)))
               or exists (
                 select from task_assignee a
                 join task t on t.workspace_id = a.workspace_id and t.id = a.task_id
                 where a.workspace_id = $1 and a.person_id = m.person_id and t.project_id = $2)
               or exists (
                 select from field_value v
                 join field f on f.workspace_id = v.workspace_id and f.id = v.field_id
                 where v.workspace_id = $1 and v.person_id = m.person_id and f.project_id = $2))
           order by p.name, p.id"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}
