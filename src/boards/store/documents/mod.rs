//! Tasks as a file has them: a few plain queries for a page of them, put together here.

use super::by_task;
use crate::{
    Result,
    boards::{
        estimate::Estimate,
        export::document::{CommentDocument, PersonDocument, TaskDocument, TimeDocument},
        project::Project,
        task::Priority,
    },
    database::TenantTx,
    day::Day,
    ids::{ProjectId, TaskId},
};
use std::collections::HashMap;
use uuid::Uuid;

mod said;
mod ties;

/// All tasks of a project, the archived ones too, in the order of the board.
pub async fn order(tx: &mut TenantTx, project_id: ProjectId) -> Result<Vec<TaskId>> {
    Ok(sqlx::query_scalar!(
        r#"select t.id as "id: TaskId"
           from task t
           join board_column c on c.workspace_id = t.workspace_id and c.id = t.column_id
           where t.workspace_id = $1 and t.project_id = $2
           order by c.rank, t.rank"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// These tasks, in this order, without those that are gone. People have their address with `addresses` alone.
pub async fn tasks(tx: &mut TenantTx, project: &Project, ids: &[TaskId], addresses: bool) -> Result<Vec<TaskDocument>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"select
             t.id as "id: TaskId", t.number, c.name as "column", t.title, t.description, t.priority,
             t.start_on as "start_on: Day", t.due_on as "due_on: Day", t.estimate as "estimate: Estimate", t.created_at, t.updated_at, t.completed_at, t.archived_at,
             coalesce(p.name, '') as "maker!", p.email as "maker_email?"
           from unnest($3::uuid[]) with ordinality as wanted (id, place)
           join task t on t.workspace_id = $1 and t.project_id = $2 and t.id = wanted.id
           join board_column c on c.workspace_id = t.workspace_id and c.id = t.column_id
           left join person p on p.id = t.created_by
           order by wanted.place"#,
        tx.workspace_id().uuid(),
        project.id.uuid(),
        &ids,
    )
    .fetch_all(tx.conn())
    .await?;
    let mut labels = labels(tx, &ids).await?;
    let mut assignees = assignees(tx, &ids, addresses).await?;
    let mut comments = comments(tx, &ids, addresses).await?;
    let mut time = time(tx, &ids, addresses).await?;
    let mut said = said::of(tx, &ids, addresses).await?;
    let mut ties = ties::of(tx, project.id, &ids).await?;
    Ok(rows
        .into_iter()
        .map(|row| TaskDocument {
            checklist: ties.checklists.remove(&row.id).unwrap_or_default(),
            parent: ties.parents.remove(&row.id),
            relations: ties.relations.remove(&row.id).unwrap_or_default(),
            repeats: ties.series.remove(&row.id),
            key: format!("{}-{}", project.key, row.number),
            labels: labels.remove(&row.id).unwrap_or_default(),
            assignees: assignees.remove(&row.id).unwrap_or_default(),
            time: time.remove(&row.id).unwrap_or_default(),
            comments: comments.remove(&row.id).unwrap_or_default(),
            fields: said.remove(&row.id).unwrap_or_default(),
            created_by: PersonDocument { name: row.maker, email: row.maker_email.filter(|_| addresses) },
            id: row.id,
            column: row.column,
            title: row.title,
            description: row.description,
            priority: Priority::from_number(row.priority),
            start_on: row.start_on,
            due_on: row.due_on,
            estimate: row.estimate,
            created_at: Some(row.created_at),
            updated_at: Some(row.updated_at),
            completed_at: row.completed_at,
            archived_at: row.archived_at,
        })
        .collect())
}

async fn labels(tx: &mut TenantTx, ids: &[Uuid]) -> Result<HashMap<TaskId, Vec<String>>> {
    let rows = sqlx::query!(
        r#"select tl.task_id as "task_id: TaskId", l.name
           from task_label tl
           join label l on l.workspace_id = tl.workspace_id and l.id = tl.label_id
           where tl.workspace_id = $1 and tl.task_id = any ($2)
           order by lower(l.name), l.id"#,
        tx.workspace_id().uuid(),
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(by_task(rows.into_iter().map(|row| (row.task_id, row.name))))
}

async fn assignees(tx: &mut TenantTx, ids: &[Uuid], addresses: bool) -> Result<HashMap<TaskId, Vec<PersonDocument>>> {
    let rows = sqlx::query!(
        r#"select a.task_id as "task_id: TaskId", p.name, p.email
           from task_assignee a
           join person p on p.id = a.person_id
           where a.workspace_id = $1 and a.task_id = any ($2)
           order by p.name, p.id"#,
        tx.workspace_id().uuid(),
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    let person = |name, email| PersonDocument { name, email: Some(email).filter(|_| addresses) };
    Ok(by_task(rows.into_iter().map(|row| (row.task_id, person(row.name, row.email)))))
}

async fn comments(tx: &mut TenantTx, ids: &[Uuid], addresses: bool) -> Result<HashMap<TaskId, Vec<CommentDocument>>> {
    let rows = sqlx::query!(
        r#"select c.task_id as "task_id: TaskId", c.body, c.created_at, c.edited_at,
             coalesce(p.name, '') as "name!", p.email as "email?"
           from comment c
           left join person p on p.id = c.author_id
           where c.workspace_id = $1 and c.task_id = any ($2)
           order by c.created_at, c.id"#,
        tx.workspace_id().uuid(),
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(by_task(rows.into_iter().map(|row| {
        let comment = CommentDocument {
            author: PersonDocument { name: row.name, email: row.email.filter(|_| addresses) },
            at: Some(row.created_at),
            edited_at: row.edited_at,
            body: row.body,
        };
        (row.task_id, comment)
    })))
}

async fn time(tx: &mut TenantTx, ids: &[Uuid], addresses: bool) -> Result<HashMap<TaskId, Vec<TimeDocument>>> {
    let rows = sqlx::query!(
        r#"select e.task_id as "task_id: TaskId", e.day as "day: Day", e.minutes as "minutes!", e.note, p.name, p.email
           from time_entry e
           join person p on p.id = e.person_id
           where e.workspace_id = $1
             and e.task_id = any ($2)
             and e.minutes is not null
             and e.removed_at is null
           order by e.day, e.id"#,
        tx.workspace_id().uuid(),
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(by_task(rows.into_iter().map(|row| {
        let person = PersonDocument { name: row.name, email: Some(row.email).filter(|_| addresses) };
        (row.task_id, TimeDocument { person, day: row.day, minutes: row.minutes, note: row.note })
    })))
}
