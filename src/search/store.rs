//! All SQL of finding. Titles are read one after the other: row-level security keeps Postgres from using an index that
//! looks into words, and 20,000 titles are read in less time than a screen takes to draw. What is called just so comes
//! first of its kind, so that no number of longer names keeps it out of sight; it is compared in small letters, as words
//! are.

use super::{
    found::{FoundPage, FoundPerson, FoundProject, FoundTask},
    wanted::Wanted,
};
use crate::{
    Result,
    actor::{Actor, Role},
    database::TenantTx,
    ids::{PageId, PersonId, ProjectId, TaskId},
};

/// A task with its project, as far as who looks for it is shown.
pub struct TaskRow {
    pub id: TaskId,
    pub project_key: String,
    pub number: i32,
    pub title: String,
    pub project: String,
    pub done: bool,
}

impl From<TaskRow> for FoundTask {
    fn from(row: TaskRow) -> Self {
        Self {
            id: row.id,
            key: format!("{}-{}", row.project_key, row.number),
            project_key: row.project_key,
            number: row.number,
            title: row.title,
            project: row.project,
            done: row.done,
        }
    }
}

/// Those that are called just so first, then the one with the key, those that are open, that begin so, that were touched
/// last.
pub async fn tasks(tx: &mut TenantTx, actor: &Actor, wanted: &Wanted, most: i64) -> Result<Vec<FoundTask>> {
    let rows = sqlx::query_as!(
        TaskRow,
        r#"select
             t.id as "id: TaskId",
             p.key as project_key,
             t.number,
             t.title,
             p.name as project,
             t.completed_at is not null as "done!"
           from task t
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
           where t.workspace_id = $1
             and t.archived_at is null
             and p.archived_at is null
             and ($2 or exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = p.id and g.person_id = $3))
             and ((t.number = $4 and p.key = coalesce($5, p.key)) or lower(t.title) like all ($6))
           order by
             lower(t.title) = $8 desc,
             (t.number = $4 and p.key = coalesce($5, p.key)) is true desc,
             t.completed_at is not null,
             lower(t.title) like ($7::text[])[1] desc,
             lower(t.title) like any ($7) desc,
             t.updated_at desc,
             t.id
           limit $9"#,
        actor.workspace_id.uuid(),
        actor.role != Role::Guest,
        actor.person_id().uuid(),
        wanted.number,
        wanted.project_key,
        &wanted.anywhere,
        &wanted.at_start,
        wanted.whole,
        most,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(FoundTask::from).collect())
}

pub async fn projects(tx: &mut TenantTx, actor: &Actor, wanted: &Wanted, most: i64) -> Result<Vec<FoundProject>> {
    Ok(sqlx::query_as!(
        FoundProject,
        r#"select p.id as "id: ProjectId", p.key, p.name, p.hue
           from project p
           where p.workspace_id = $1
             and p.archived_at is null
             and ($2 or exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = p.id and g.person_id = $3))
             and lower(p.key || ' ' || p.name) like all ($4)
           order by
             lower(p.name) = $6 desc,
             lower(p.key) like any ($5) desc,
             lower(p.name) like any ($5) desc,
             p.name,
             p.id
           limit $7"#,
        actor.workspace_id.uuid(),
        actor.role != Role::Guest,
        actor.person_id().uuid(),
        &wanted.anywhere,
        &wanted.at_start,
        wanted.whole,
        most,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Guests have no list of everybody.
pub async fn people(tx: &mut TenantTx, actor: &Actor, wanted: &Wanted, most: i64) -> Result<Vec<FoundPerson>> {
    Ok(sqlx::query_as!(
        FoundPerson,
        r#"select p.id as "id: PersonId", p.name, p.title, p.hue
           from member m
           join person p on p.id = m.person_id
           where m.workspace_id = $1
             and m.suspended_at is null
             and m.left_at is null
             and $2
             and lower(p.name) like all ($3)
           order by lower(p.name) = $5 desc, lower(p.name) like any ($4) desc, p.name, p.id
           limit $6"#,
        actor.workspace_id.uuid(),
        actor.role != Role::Guest,
        &wanted.anywhere,
        &wanted.at_start,
        wanted.whole,
        most,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Those that are called just so first, then the one with the number, those with the words in the title, that begin so,
/// that were changed last. Any part of a text is found: not every writing puts spaces between words.
pub async fn pages(tx: &mut TenantTx, actor: &Actor, wanted: &Wanted, most: i64) -> Result<Vec<FoundPage>> {
    Ok(sqlx::query_as!(
        FoundPage,
        r#"select
             p.id as "id: PageId",
             p.number,
             p.title,
             s.name as "space?",
             case
               when found.at > 0 then substr(t.plain, greatest(found.at - 40, 1), 160)
               else ''
             end as "excerpt!"
           from page p
           join scope_levels($1, $2) l on l.scope_id = p.access_id and l.level > 0
           join access_scope r on r.workspace_id = p.workspace_id and r.id = p.space_id
           left join space s on s.workspace_id = p.workspace_id and s.id = p.space_id
           left join page_text t on t.workspace_id = p.workspace_id and t.page_id = p.id
           cross join lateral (select lower(coalesce(t.plain, '')) as text, lower(p.title) as title) as small
           cross join lateral (select position($7 in small.text) as at) as found
           where p.workspace_id = $1
             and p.trashed_at is null
             and r.archived_at is null
             and ((p.number = $3 and $4::text is null) or small.title || ' ' || small.text like all ($5))
           order by
             small.title = $8 desc,
             (p.number = $3 and $4::text is null) is true desc,
             small.title like all ($5) desc,
             small.title like ($6::text[])[1] desc,
             small.title like any ($6) desc,
             p.updated_at desc,
             p.id
           limit $9"#,
        actor.workspace_id.uuid(),
        actor.person_id().uuid(),
        wanted.number,
        wanted.project_key,
        &wanted.anywhere,
        &wanted.at_start,
        wanted.first,
        wanted.whole,
        most,
    )
    .fetch_all(tx.conn())
    .await?)
}
