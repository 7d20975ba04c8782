//! Open tasks and their due days.

use crate::{
    Result,
    database::TenantTx,
    day::Day,
    ids::{PersonId, TaskId, WorkspaceId},
    inbox::{
        Reason,
        channels::{MAIL_GRACE, PUSH_GRACE, Settings},
    },
};
use sqlx::PgConnection;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// Asked in the scope of the system.
pub async fn workspaces(conn: &mut PgConnection) -> Result<Vec<WorkspaceId>> {
    Ok(sqlx::query_scalar!(r#"select id as "id: WorkspaceId" from workspace where deleted_at is null order by id"#)
        .fetch_all(conn)
        .await?)
}

/// Somebody who works on a task that has a due day.
#[derive(Debug)]
pub struct AtWork {
    pub person_id: PersonId,
    pub task_id: TaskId,
    pub due_on: Day,
    pub time_zone: String,
    /// As [`crate::inbox::channels::Reminders`] has it.
    pub remind: i16,
    pub hour: i16,
}

/// Who works on open tasks that are due from `first` to `last`, and may see them.
pub async fn at_work(tx: &mut TenantTx, first: Day, last: Day) -> Result<Vec<AtWork>> {
    let usual = Settings::default().reminders;
    Ok(sqlx::query_as!(
        AtWork,
        r#"select
             a.person_id as "person_id: PersonId",
             t.id as "task_id: TaskId",
             t.due_on as "due_on!: Day",
             w.time_zone,
             coalesce(s.remind, $4) as "remind!",
             coalesce(s.remind_hour, $5) as "hour!"
           from task t
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
           join task_assignee a on a.workspace_id = t.workspace_id and a.task_id = t.id
           join member m on m.workspace_id = t.workspace_id and m.person_id = a.person_id
           join person w on w.id = a.person_id
           left join notification_settings s on s.person_id = a.person_id
           where t.workspace_id = $1
             and t.due_on between $2 and $3
             and t.completed_at is null
             and t.archived_at is null
             and p.archived_at is null
             and m.suspended_at is null
             and m.left_at is null
             and (m.role <> 'guest' or exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = p.id and g.person_id = m.person_id))"#,
        tx.workspace_id().uuid(),
        first.0,
        last.0,
        usual.bits(),
        usual.hour,
    )
    .fetch_all(tx.conn())
    .await?)
}

#[derive(Clone, Copy, Debug)]
pub struct Reminder {
    pub person_id: PersonId,
    pub task_id: TaskId,
    pub due_on: Day,
    pub days_before: i16,
    pub at: OffsetDateTime,
}

/// Gives the reminders that were not given yet; answers with to whom.
pub async fn insert(tx: &mut TenantTx, due: &[Reminder]) -> Result<Vec<PersonId>> {
    let ids: Vec<Uuid> = due.iter().map(|_| Uuid::now_v7()).collect();
    let people: Vec<Uuid> = due.iter().map(|one| one.person_id.uuid()).collect();
    let tasks: Vec<Uuid> = due.iter().map(|one| one.task_id.uuid()).collect();
    let days: Vec<Date> = due.iter().map(|one| one.due_on.0).collect();
    let before: Vec<i16> = due.iter().map(|one| one.days_before).collect();
    let moments: Vec<OffsetDateTime> = due.iter().map(|one| one.at).collect();
    let usual = Settings::default();
    Ok(sqlx::query_scalar!(
        r#"insert into notification
             (workspace_id, id, person_id, task_id, reason, due_on, days_before, at, in_app, mail_at, push_at)
           select
             $1, new.id, new.person_id, new.task_id, 'due', new.due_on, new.days_before, new.at,
             coalesce(s.in_app, $9) & $8 <> 0,
             case when coalesce(s.mail, $10) & $8 <> 0 then new.at + $12 end,
             case when coalesce(s.push, $11) & $8 <> 0 then new.at + $13 end
           from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::date[], $6::smallint[], $7::timestamptz[])
             as new (id, person_id, task_id, due_on, days_before, at)
           left join notification_settings s on s.person_id = new.person_id
           where (coalesce(s.in_app, $9) | coalesce(s.mail, $10) | coalesce(s.push, $11)) & $8 <> 0
           on conflict do nothing
           returning person_id as "person_id: PersonId""#,
        tx.workspace_id().uuid(),
        &ids,
        &people,
        &tasks,
        &days,
        &before,
        &moments,
        Reason::Due.bit(),
        usual.in_app.0,
        usual.mail.0,
        usual.push.0,
        MAIL_GRACE as _,
        PUSH_GRACE as _,
    )
    .fetch_all(tx.conn())
    .await?)
}
