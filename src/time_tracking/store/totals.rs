//! Sums over the entries of some days. Each asks for the same entries: those of [`Scope`].

use crate::{
    Result,
    boards::{board::PersonRef, estimate::Estimate},
    database::TenantTx,
    day::Day,
    ids::{PersonId, ProjectId, TaskId},
    time_tracking::{
        Span,
        report::{DayTime, PersonTime, ProjectTime, TaskTotal},
    },
};

/// Whose time, and where.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    pub span: Span,
    /// Of one project.
    pub project_id: Option<ProjectId>,
    /// Of one person.
    pub person_id: Option<PersonId>,
    /// The reader sees the projects alone that are shared with them, and in them their own time.
    pub guest: bool,
}

pub async fn by_task(tx: &mut TenantTx, scope: &Scope) -> Result<Vec<TaskTotal>> {
    Ok(sqlx::query_as!(
        TaskTotal,
        r#"select
             t.id as "id: TaskId",
             p.key as project_key,
             t.number,
             t.title,
             t.estimate as "estimate: Estimate",
             sum(e.minutes) as "minutes!",
             (select sum(a.minutes)
              from time_entry a
              where a.workspace_id = $1
                and a.task_id = t.id
                and a.removed_at is null
                and (not $6 or a.person_id = $7)) as "total!"
           from time_entry e
           join task t on t.workspace_id = e.workspace_id and t.id = e.task_id
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
           where e.workspace_id = $1
             and e.day between $2 and $3
             and e.minutes is not null
             and e.removed_at is null
             and ($4::uuid is null or t.project_id = $4)
             and ($5::uuid is null or e.person_id = $5)
             and (not $6 or e.person_id = $7 and exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = t.project_id and g.person_id = $7))
           group by t.id, t.number, t.title, t.estimate, p.key
           order by 6 desc, t.id
           limit 500"#,
        tx.workspace_id().uuid(),
        scope.span.from.0,
        scope.span.until.0,
        scope.project_id.map(ProjectId::uuid),
        scope.person_id.map(PersonId::uuid),
        scope.guest,
        tx.person_id().uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn by_person(tx: &mut TenantTx, scope: &Scope) -> Result<Vec<PersonTime>> {
    let rows = sqlx::query!(
        r#"select w.id as "id: PersonId", w.name, w.hue, sum(e.minutes) as "minutes!"
           from time_entry e
           join task t on t.workspace_id = e.workspace_id and t.id = e.task_id
           join person w on w.id = e.person_id
           where e.workspace_id = $1
             and e.day between $2 and $3
             and e.minutes is not null
             and e.removed_at is null
             and ($4::uuid is null or t.project_id = $4)
             and ($5::uuid is null or e.person_id = $5)
             and (not $6 or e.person_id = $7 and exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = t.project_id and g.person_id = $7))
           group by w.id, w.name, w.hue
           order by 4 desc, w.name, w.id"#,
        tx.workspace_id().uuid(),
        scope.span.from.0,
        scope.span.until.0,
        scope.project_id.map(ProjectId::uuid),
        scope.person_id.map(PersonId::uuid),
        scope.guest,
        tx.person_id().uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    let person = |id, name, hue, minutes| PersonTime { person: PersonRef { id, name, hue }, minutes };
    Ok(rows.into_iter().map(|row| person(row.id, row.name, row.hue, row.minutes)).collect())
}

pub async fn by_project(tx: &mut TenantTx, scope: &Scope) -> Result<Vec<ProjectTime>> {
    Ok(sqlx::query_as!(
        ProjectTime,
        r#"select p.id as "id: ProjectId", p.key, p.name, p.hue, sum(e.minutes) as "minutes!"
           from time_entry e
           join task t on t.workspace_id = e.workspace_id and t.id = e.task_id
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
           where e.workspace_id = $1
             and e.day between $2 and $3
             and e.minutes is not null
             and e.removed_at is null
             and ($4::uuid is null or t.project_id = $4)
             and ($5::uuid is null or e.person_id = $5)
             and (not $6 or e.person_id = $7 and exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = t.project_id and g.person_id = $7))
           group by p.id, p.key, p.name, p.hue
           order by 5 desc, p.name, p.id"#,
        tx.workspace_id().uuid(),
        scope.span.from.0,
        scope.span.until.0,
        scope.project_id.map(ProjectId::uuid),
        scope.person_id.map(PersonId::uuid),
        scope.guest,
        tx.person_id().uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn by_day(tx: &mut TenantTx, scope: &Scope) -> Result<Vec<DayTime>> {
    Ok(sqlx::query_as!(
        DayTime,
        r#"select e.day as "day: Day", sum(e.minutes) as "minutes!"
           from time_entry e
           join task t on t.workspace_id = e.workspace_id and t.id = e.task_id
           where e.workspace_id = $1
             and e.day between $2 and $3
             and e.minutes is not null
             and e.removed_at is null
             and ($4::uuid is null or t.project_id = $4)
             and ($5::uuid is null or e.person_id = $5)
             and (not $6 or e.person_id = $7 and exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = t.project_id and g.person_id = $7))
           group by e.day
           order by e.day"#,
        tx.workspace_id().uuid(),
        scope.span.from.0,
        scope.span.until.0,
        scope.project_id.map(ProjectId::uuid),
        scope.person_id.map(PersonId::uuid),
        scope.guest,
        tx.person_id().uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}
