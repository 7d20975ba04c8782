use super::Scope;
use crate::{
    Result,
    database::TenantTx,
    day::Day,
    ids::{PersonId, ProjectId, TimeEntryId},
};
use time::OffsetDateTime;

/// An entry as a table has it.
#[derive(Debug)]
pub struct Line {
    pub id: TimeEntryId,
    pub day: Day,
    pub person: String,
    pub project: String,
    pub project_key: String,
    pub number: i32,
    pub title: String,
    pub minutes: i32,
    pub note: String,
    pub started_at: Option<OffsetDateTime>,
    pub ended_at: Option<OffsetDateTime>,
}

/// The next entries after one of them, by day and as they were made.
pub async fn lines(
    tx: &mut TenantTx,
    scope: &Scope,
    after: Option<(Day, TimeEntryId)>,
    limit: i64,
) -> Result<Vec<Line>> {
    Ok(sqlx::query_as!(
        Line,
        r#"select
             e.id as "id: TimeEntryId",
             e.day as "day: Day",
             w.name as person,
             p.name as project,
             p.key as project_key,
             t.number,
             t.title,
             e.minutes as "minutes!",
             e.note,
             e.started_at,
             e.ended_at
           from time_entry e
           join task t on t.workspace_id = e.workspace_id and t.id = e.task_id
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
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
             and ($8::date is null or (e.day, e.id) > ($8, $9))
           order by e.day, e.id
           limit $10"#,
        tx.workspace_id().uuid(),
        scope.span.from.0,
        scope.span.until.0,
        scope.project_id.map(ProjectId::uuid),
        scope.person_id.map(PersonId::uuid),
        scope.guest,
        tx.person_id().uuid(),
        after.map(|(day, _)| day.0),
        after.map(|(_, id)| id.uuid()),
        limit,
    )
    .fetch_all(tx.conn())
    .await?)
}
