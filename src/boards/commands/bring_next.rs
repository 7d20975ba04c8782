//! The next task of a series. It is brought about after the completion, in a transaction of its own: to make a
//! task takes other turns than to move one, and in another order.

use super::{move_task::rank_at_end, record, repeat::next_date, task_key};
use crate::{
    Error, Result,
    boards::{
        checklist::NewItem,
        project::Project,
        recurrence::{Cadence, Rule},
        store::{
            checklist, columns, feed,
            fields::values,
            recurrences::{self, RecurrenceRow},
            tasks::{self, TaskInsert, TaskRow},
        },
        task::Priority,
    },
    clock,
    database::{Db, TenantTx},
    day::Day,
    ids::{PersonId, ProjectId, RecurrenceId, TaskId, WorkspaceId},
    jobs::{self, Job},
};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

/// Who looks before it is known in whose name the task is made.
const NOBODY: PersonId = PersonId(Uuid::nil());

/// After tasks were completed: has their series bring the next ones. A part of another command, in its transaction.
pub(super) async fn after_completion(tx: &mut TenantTx, tasks: &[TaskId]) -> Result<()> {
    let workspace_id = tx.workspace_id();
    for (recurrence_id, task_id) in recurrences::newest_among(tx, tasks).await? {
        jobs::enqueue(tx, &Job::BringNext { workspace_id, recurrence_id, task_id }).await?;
    }
    Ok(())
}

/// Brings the tasks that are due in all workspaces, and says how many there were. One series that fails does not
/// keep the others.
pub async fn bring_due(db: &Db, now: OffsetDateTime) -> Result<usize> {
    let mut tx = db.system().await?;
    let workspaces = recurrences::workspaces(&mut tx).await?;
    tx.commit().await?;
    let latest = now.to_offset(time::UtcOffset::UTC).date().next_day().map(Day).ok_or(Error::NotFound)?;
    let mut brought = 0;
    for workspace_id in workspaces {
        let mut tx = db.tenant_as(workspace_id, NOBODY).await?;
        let due = recurrences::due(&mut tx, latest).await?;
        tx.commit().await?;
        for id in due {
            match bring_next(db, workspace_id, id, now).await {
                Ok(made) => brought += usize::from(made),
                Err(error) => tracing::error!(%error, %workspace_id, recurrence_id = %id, "the next task did not come"),
            }
        }
    }
    Ok(brought)
}

/// Makes the next task of a series, if its time has come. Doing it twice does it once.
pub async fn bring_next(db: &Db, workspace_id: WorkspaceId, id: RecurrenceId, now: OffsetDateTime) -> Result<bool> {
    let mut tx = db.tenant_as(workspace_id, NOBODY).await?;
    let Some(row) = recurrences::lock(&mut tx, id).await? else { return Ok(false) };
    let maker = recurrences::maker(&mut tx, row.created_by).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;

    let mut tx = db.tenant_as(workspace_id, maker).await?;
    let Some(row) = recurrences::lock(&mut tx, id).await? else { return Ok(false) };
    let rule = Rule::parse(&row.rule)?;
    let project = feed::project(&mut tx, row.project_id).await?.ok_or(Error::NotFound)?;
    if project.archived {
        return Ok(false);
    }
    let made = match when(&mut tx, &row, &rule, now).await? {
        When::NotYet => return Ok(false),
        When::Never => {
            recurrences::end(&mut tx, id).await?;
            false
        }
        When::On(day) => make(&mut tx, &project, row, &rule, day).await?,
    };
    tx.commit().await?;
    Ok(made)
}

/// When the next task of a series is to come.
enum When {
    NotYet,
    On(Day),
    Never,
}

async fn when(tx: &mut TenantTx, row: &RecurrenceRow, rule: &Rule, now: OffsetDateTime) -> Result<When> {
    let today = Day(clock::today_in(&row.time_zone, now));
    let completed = recurrences::completed_at(tx, row.newest_task_id).await?;
    let completed = completed.map(|at| Day(clock::today_in(&row.time_zone, at)));
    let next = match (row.cadence(), completed) {
        (Cadence::Completion, None) => return Ok(When::NotYet),
        (Cadence::Completion, Some(completed)) => {
            let so_far = recurrences::occurrences(tx, row.id).await?;
            let more = rule.count().is_none_or(|count| so_far < i64::from(count));
            rule.first_after_completion(completed).filter(|_| more)
        }
        // After a pause, such as a project that was archived, one task comes and not one for each date missed.
        (Cadence::Dates, _) => match rule.last_until(row.starts_on, row.newest_on, today) {
            None if completed.is_none() => return Ok(When::NotYet),
            None => rule.first_after(row.starts_on, row.newest_on),
            missed => missed,
        },
    };
    Ok(next.map_or(When::Never, When::On))
}

async fn make(tx: &mut TenantTx, project: &Project, row: RecurrenceRow, rule: &Rule, day: Day) -> Result<bool> {
    let last = tasks::find(tx, row.newest_task_id).await?;
    let id = TaskId::new();
    let number = insert_copy(tx, project.id, &last, (id, day)).await?;
    if !recurrences::occur(tx, row.id, day, id).await? {
        return Err(Error::Conflict { current: None });
    }
    let assignees = recurrences::copy_people_and_labels(tx, last.id, id).await?;
    values::copy(tx, last.id, id).await?;
    let items = checklist::list(tx, last.id).await?.into_iter().map(|item| NewItem { text: item.text, done: false });
    checklist::add(tx, id, &items.collect::<Vec<_>>(), None).await?;
    let next_on = next_date(rule, row.cadence(), row.starts_on, day);
    recurrences::update(tx, &RecurrenceRow { newest_on: day, newest_task_id: id, next_on, ..row }).await?;
    let data = json!({
        "key": task_key(project, number),
        "title": last.title,
        "after": task_key(project, last.number),
        "assignees": assignees,
    });
    record(tx, "task.came_again", project.id, id.uuid(), data).await?;
    Ok(true)
}

/// A task of the same words at the end of the first column with open tasks.
async fn insert_copy(tx: &mut TenantTx, project_id: ProjectId, last: &TaskRow, new: (TaskId, Day)) -> Result<i32> {
    let number = tasks::take_numbers(tx, project_id, 1).await?;
    let all = columns::list(tx, project_id).await?;
    let first = all.iter().find(|column| !column.done).or(all.first()).ok_or(Error::NotFound)?.id;
    let column = columns::lock(tx, project_id, first).await?;
    let rank = rank_at_end(tx, &column).await?;
    let task = TaskInsert {
        id: new.0,
        project_id,
        column_id: column.id,
        number,
        rank: &rank,
        title: &last.title,
        description: &last.description,
        priority: Priority::from_number(last.priority),
        due_on: Some(new.1),
        start_on: last.start_on.zip(last.due_on).and_then(|(start, due)| new.1.0.checked_sub(due.0 - start.0)).map(Day),
        estimate: last.estimate,
        done: column.done,
        import_id: None,
    };
    tasks::insert(tx, &task).await?;
    Ok(number)
}
