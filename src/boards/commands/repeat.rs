use super::{demand_version, record, task_key};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        policy::Action,
        recurrence::{Cadence, Repeat, Rule},
        store::{
            access::{Which, load_for},
            feed,
            recurrences::{self, RecurrenceRow},
            tasks::{self, TaskRow},
        },
    },
    clock,
    database::{Db, TenantTx},
    day::Day,
    ids::{ProjectId, RecurrenceId, TaskId},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::OffsetDateTime;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RepeatBy {
    /// A recurrence rule of RFC 5545 with days alone, such as `FREQ=WEEKLY;BYDAY=FR`.
    #[schema(min_length = 1, max_length = 200)]
    pub rule: String,
    #[serde(default)]
    pub cadence: Cadence,
}

/// Lets a task come again, or come again otherwise. A task without a due date gets the first one of the rule.
pub async fn repeat_task(
    db: &Db,
    actor: &Actor,
    task_id: TaskId,
    by: RepeatBy,
    expected: Option<i32>,
    now: OffsetDateTime,
) -> Result<Repeat> {
    let rule = Rule::parse(&by.rule)?;
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::EditTasks, Which::Task(task_id)).await?.project;
    let mut task = tasks::lock(&mut tx, task_id).await?;
    if task.archived {
        return Err(Error::invalid("", "This task is archived. Restore it to change it."));
    }
    demand_version(task.version, expected)?;
    let known = recurrences::of_task(&mut tx, task_id).await?;
    if let Some(known) = known.as_ref().filter(|known| known.rule == rule.to_string() && known.cadence() == by.cadence)
    {
        return Ok(shown(known, &rule));
    }
    let (_, zone) = feed::latest_and_zone(&mut tx).await?;
    let today = Day(clock::today_in(&zone, now));
    let starts_on = first_day(&task, &rule, today)?;
    let row = series(&rule, by.cadence, zone, (starts_on, project.id, &task), known.clone(), &tx);
    match known {
        Some(_) => recurrences::update(&mut tx, &row).await?,
        None => recurrences::insert(&mut tx, &row).await?,
    }
    task.due_on = Some(starts_on);
    tasks::update(&mut tx, &task).await?;
    let repeat = shown(&row, &rule);
    let data = json!({ "key": task_key(&project, task.number), "title": task.title, "words": repeat.words });
    record(&mut tx, "task.repeats", project.id, task_id.uuid(), data).await?;
    tx.commit().await?;
    Ok(repeat)
}

/// The day of the task, from which the rule counts.
fn first_day(task: &TaskRow, rule: &Rule, today: Day) -> Result<Day> {
    let yesterday = today.0.previous_day().map_or(today, Day);
    task.due_on
        .or_else(|| rule.first_after(today, yesterday))
        .ok_or_else(|| Error::invalid("rule", "No day from today on fits this rule."))
}

fn series(
    rule: &Rule,
    cadence: Cadence,
    time_zone: String,
    (starts_on, project_id, task): (Day, ProjectId, &TaskRow),
    known: Option<RecurrenceRow>,
    tx: &TenantTx,
) -> RecurrenceRow {
    RecurrenceRow {
        id: known.as_ref().map_or_else(RecurrenceId::new, |known| known.id),
        project_id,
        rule: rule.to_string(),
        cadence: cadence.name().to_owned(),
        time_zone,
        starts_on,
        newest_on: known.as_ref().map_or(starts_on, |known| known.newest_on),
        newest_task_id: task.id,
        next_on: next_date(rule, cadence, starts_on, starts_on),
        created_by: known.map_or_else(|| tx.person_id(), |known| known.created_by),
    }
}

/// The next date, where it does not depend on when the task is completed.
pub fn next_date(rule: &Rule, cadence: Cadence, starts_on: Day, after: Day) -> Option<Day> {
    match cadence {
        Cadence::Dates => rule.first_after(starts_on, after),
        Cadence::Completion => None,
    }
}

fn shown(row: &RecurrenceRow, rule: &Rule) -> Repeat {
    Repeat { rule: row.rule.clone(), cadence: row.cadence(), words: rule.words(), next_on: row.next_on }
}

/// Lets a task be the last of its series. Stopping twice is stopping once.
pub async fn stop_repeating(db: &Db, actor: &Actor, task_id: TaskId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::EditTasks, Which::Task(task_id)).await?.project;
    let task = tasks::lock(&mut tx, task_id).await?;
    let Some(row) = recurrences::of_task(&mut tx, task_id).await? else { return Ok(()) };
    recurrences::end(&mut tx, row.id).await?;
    tasks::update(&mut tx, &task).await?;
    let data = json!({ "key": task_key(&project, task.number), "title": task.title });
    record(&mut tx, "task.repeats_no_more", project.id, task_id.uuid(), data).await?;
    tx.commit().await
}
