//! The inbox of one person, always of what they may see now.

use crate::{
    Result,
    actor::{Actor, Role},
    database::TenantTx,
    day::Day,
    ids::{PersonId, TaskId},
    inbox::item::Shelf,
    wiki::{enter_tree, leave_tree},
};
use serde_json::Value;
use time::OffsetDateTime;

pub async fn time_zone(tx: &mut TenantTx) -> Result<String> {
    Ok(sqlx::query_scalar!("select time_zone from person where id = $1", tx.person_id().uuid())
        .fetch_one(tx.conn())
        .await?)
}

/// A task on a shelf.
#[derive(Debug)]
pub struct ItemRow {
    pub task_id: TaskId,
    pub number: i32,
    pub title: String,
    pub completed: bool,
    pub project_key: String,
    pub project: String,
    pub project_hue: i16,
    pub unread: bool,
    pub snoozed_until: Option<OffsetDateTime>,
    pub count: i64,
    pub newest: OffsetDateTime,
}

/// The newest on a shelf. What was snoozed is as new as its return.
pub async fn items(
    tx: &mut TenantTx,
    actor: &Actor,
    shelf: Shelf,
    now: OffsetDateTime,
    limit: i64,
) -> Result<Vec<ItemRow>> {
    Ok(sqlx::query_as!(
        ItemRow,
        r#"select
             t.id as "task_id: TaskId",
             t.number,
             t.title,
             t.completed_at is not null as "completed!",
             p.key as project_key,
             p.name as project,
             p.hue as project_hue,
             bool_or(n.read_at is null) as "unread!",
             max(n.snoozed_until) as snoozed_until,
             count(*) as "count!",
             max(greatest(n.at, n.snoozed_until)) as "newest!"
           from notification n
           join task t on t.workspace_id = n.workspace_id and t.id = n.task_id
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
           where n.workspace_id = $1
             and n.person_id = $2
             and n.in_app
             and ($3 or exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = p.id and g.person_id = $2))
             and case $4
               when 'done' then n.done_at is not null
               when 'snoozed' then n.done_at is null and n.snoozed_until > $5
               else n.done_at is null and (n.snoozed_until is null or n.snoozed_until <= $5)
             end
           group by t.workspace_id, t.id, p.workspace_id, p.id
           having $4 <> 'unread' or bool_or(n.read_at is null)
           order by max(greatest(n.at, n.snoozed_until)) desc, t.id
           limit $6"#,
        actor.workspace_id.uuid(),
        actor.person_id().uuid(),
        actor.role != Role::Guest,
        shelf.name(),
        now,
        limit,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One thing that somebody was told, with what it is about.
#[derive(Debug)]
pub struct LineRow {
    pub task_id: TaskId,
    pub reason: String,
    pub at: OffsetDateTime,
    pub unread: bool,
    pub due_on: Option<Day>,
    pub kind: Option<String>,
    pub data: Option<Value>,
    pub who: Option<String>,
    pub hue: Option<i16>,
    pub words: Option<String>,
}

/// What happened on those tasks, newest first, the last three on each.
pub async fn lines(
    tx: &mut TenantTx,
    actor: &Actor,
    shelf: Shelf,
    now: OffsetDateTime,
    tasks: &[TaskId],
) -> Result<Vec<LineRow>> {
    let tasks: Vec<_> = tasks.iter().map(|id| id.uuid()).collect();
    Ok(sqlx::query_as!(
        LineRow,
        r#"select
             n.task_id as "task_id!: TaskId",
             n.reason as "reason!",
             n.at as "at!",
             n.read_at is null as "unread!",
             n.due_on as "due_on: Day",
             e.kind as "kind?",
             e.data as "data?",
             a.name as "who?",
             a.hue as "hue?",
             c.body as "words?"
           from unnest($3::uuid[]) as wanted (task_id)
           cross join lateral (
             select * from notification n
             where n.workspace_id = $1
               and n.person_id = $2
               and n.task_id = wanted.task_id
               and n.in_app
               and case $4
                 when 'done' then n.done_at is not null
                 when 'snoozed' then n.done_at is null and n.snoozed_until > $5
                 else n.done_at is null and (n.snoozed_until is null or n.snoozed_until <= $5)
               end
             order by n.at desc, n.id desc
             limit 3
           ) as n
           left join event e on e.workspace_id = n.workspace_id and e.seq = n.seq
           left join person a on a.id = e.actor_id
           left join comment c on c.workspace_id = n.workspace_id and c.id = n.comment_id
           order by n.at desc, n.id desc"#,
        actor.workspace_id.uuid(),
        actor.person_id().uuid(),
        &tasks,
        shelf.name(),
        now,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// How many tasks each of these people has something unread on, of those who have any.
pub async fn unread(tx: &mut TenantTx, people: &[PersonId], now: OffsetDateTime) -> Result<Vec<(PersonId, i64)>> {
    let people: Vec<_> = people.iter().map(|id| id.uuid()).collect();
    // Pages are counted for many people at once; each of them is asked for below.
    enter_tree(tx).await?;
    let rows = sqlx::query!(
        r#"select n.person_id as "person_id: PersonId", count(distinct coalesce(n.task_id, n.page_id)) as "count!"
           from notification n
           join member m on m.workspace_id = n.workspace_id and m.person_id = n.person_id
           left join task t on t.workspace_id = n.workspace_id and t.id = n.task_id
           left join page p on p.workspace_id = n.workspace_id and p.id = n.page_id and p.trashed_at is null
           where n.workspace_id = $1
             and n.person_id = any($2)
             and n.in_app
             and n.done_at is null
             and n.read_at is null
             and (n.snoozed_until is null or n.snoozed_until <= $3)
             and m.suspended_at is null
             and m.left_at is null
             and case
               when t.id is not null then m.role <> 'guest' or exists (
                 select from project_guest g
                 where g.workspace_id = $1 and g.project_id = t.project_id and g.person_id = n.person_id)
               else scope_level($1, n.person_id, p.access_id) > 0
             end
           group by n.person_id"#,
        tx.workspace_id().uuid(),
        &people,
        now,
    )
    .fetch_all(tx.conn())
    .await?;
    leave_tree(tx).await?;
    Ok(rows.into_iter().map(|row| (row.person_id, row.count)).collect())
}

/// Whether the person was told something about the task that they have not read.
pub async fn has_news(tx: &mut TenantTx, task_id: TaskId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from notification
             where workspace_id = $1
               and person_id = $2
               and task_id = $3
               and read_at is null
               and done_at is null
           ) as "news!""#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        task_id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}
