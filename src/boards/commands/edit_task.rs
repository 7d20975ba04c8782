use super::{call, demand_version, move_task::only_card, record, say::say, task_key};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        estimate::Estimate,
        field::Values,
        policy::Action,
        store::{
            access::{Which, load_for},
            assignees,
            tasks::{self, TaskRow},
        },
        task::{Card, Priority, check_dates, parse_description, parse_title},
    },
    database::Db,
    day::{Day, NotADay},
    idempotency::{self, Once},
    ids::{LabelId, PersonId, TaskId},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// What of a task is to change; what is absent stays. An empty date takes the date away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskEdit {
    #[schema(min_length = 1, max_length = 500)]
    pub title: Option<String>,
    #[schema(max_length = 100_000)]
    pub description: Option<String>,
    pub priority: Option<Priority>,
    /// A date such as 2026-11-21, or empty for none.
    #[schema(pattern = r"^((19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$")]
    pub due_on: Option<String>,
    /// A date such as 2026-11-21, not after `due_on`, or empty for none.
    #[schema(pattern = r"^((19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$")]
    pub start_on: Option<String>,
    /// In minutes, of which a day of work has 480, or 0 for none.
    #[schema(minimum = 0, maximum = 480_000)]
    pub estimate: Option<i32>,
    pub assignees: Option<Vec<PersonId>>,
    pub labels: Option<Vec<LabelId>>,
    /// What it is to say in these custom fields, by their ids, as text: a number such as 12.5, a date such as
    /// 2026-11-21, the id of a choice or a person, true for a ticked box. An empty text takes a value away.
    #[serde(default)]
    #[schema(value_type = Option<std::collections::HashMap<String, String>>)]
    pub fields: Option<Values>,
}

/// What a value becomes that can also be taken away.
#[derive(Clone, Copy)]
struct Becomes<T>(Option<T>);

/// The values of an edit, each of them possible.
struct Wanted {
    title: Option<String>,
    description: Option<String>,
    priority: Option<Priority>,
    due_on: Option<Becomes<Day>>,
    start_on: Option<Becomes<Day>>,
    estimate: Option<Becomes<Estimate>>,
    assignees: Option<Vec<PersonId>>,
    labels: Option<Vec<LabelId>>,
    fields: Values,
}

impl Wanted {
    fn parse(edit: TaskEdit) -> Result<Self> {
        let estimate = |minutes| match minutes {
            0 => Ok(Becomes(None)),
            minutes => Estimate::of_minutes(minutes).map(|estimate| Becomes(Some(estimate))),
        };
        Ok(Self {
            title: edit.title.as_deref().map(parse_title).transpose()?,
            description: edit.description.as_deref().map(parse_description).transpose()?,
            priority: edit.priority,
            due_on: edit.due_on.map(|text| parse_day("due_on", &text)).transpose()?,
            start_on: edit.start_on.map(|text| parse_day("start_on", &text)).transpose()?,
            estimate: edit.estimate.map(estimate).transpose()?,
            assignees: edit.assignees.map(sorted),
            labels: edit.labels.map(sorted),
            fields: edit.fields.unwrap_or_default(),
        })
    }
}

/// A day, or none where the text is empty.
fn parse_day(field: &str, text: &str) -> Result<Becomes<Day>> {
    match text.trim() {
        "" => Ok(Becomes(None)),
        text => {
            let day = text.parse().map_err(|refusal: NotADay| Error::invalid(field, refusal.to_string()))?;
            Ok(Becomes(Some(day)))
        }
    }
}

fn sorted<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort_unstable();
    items.dedup();
    items
}

/// What an edit really changes, for the event: field name to before and after.
#[derive(Default)]
struct Changes(Map<String, Value>);

impl Changes {
    fn note<T: PartialEq + Serialize>(&mut self, field: &str, from: &T, to: &T) {
        if from != to {
            self.0.insert(field.to_owned(), json!([from, to]));
        }
    }

    /// Writes what is wanted of a task's own words and dates into its row.
    fn make(&mut self, task: &mut TaskRow, wanted: &Wanted) -> Result<()> {
        if let Some(title) = &wanted.title {
            self.note("title", &task.title, title);
            task.title.clone_from(title);
        }
        if let Some(description) = &wanted.description {
            // The words themselves stay out of the log: they can be long, and it is kept for good.
            if task.description != *description {
                self.0.insert("description".to_owned(), json!(true));
            }
            task.description.clone_from(description);
        }
        if let Some(priority) = wanted.priority {
            self.note("priority", &Priority::from_number(task.priority), &priority);
            task.priority = priority.number();
        }
        if let Some(Becomes(due)) = wanted.due_on {
            self.note("due_on", &task.due_on, &due);
            task.due_on = due;
        }
        if let Some(Becomes(start)) = wanted.start_on {
            self.note("start_on", &task.start_on, &start);
            task.start_on = start;
        }
        if let Some(Becomes(estimate)) = wanted.estimate {
            let words = |estimate: Option<Estimate>| estimate.map(|estimate| estimate.to_string());
            self.note("estimate", &words(task.estimate), &words(estimate));
            task.estimate = estimate;
        }
        check_dates(task.start_on, task.due_on, if wanted.start_on.is_some() { "start_on" } else { "due_on" })
    }
}

pub async fn edit_task(db: &Db, actor: &Actor, task_id: TaskId, edit: TaskEdit, expected: Option<i32>) -> Result<Card> {
    edit_task_once(db, actor, task_id, edit, expected, None).await
}

/// The same for an edit that may be sent again, when its answer was lost: its own change is no conflict to it.
pub async fn edit_task_once(
    db: &Db,
    actor: &Actor,
    task_id: TaskId,
    edit: TaskEdit,
    expected: Option<i32>,
    once: Option<&Once>,
) -> Result<Card> {
    let wanted = Wanted::parse(edit)?;
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::EditTasks, Which::Task(task_id)).await?.project;
    if idempotency::claim(&mut tx, once, task_id.uuid()).await?.is_some() {
        return only_card(&mut tx, project.id, task_id).await;
    }
    let mut task = tasks::lock(&mut tx, task_id).await?;
    if task.archived {
        return Err(Error::invalid("", "This task is archived. Restore it to change it."));
    }
    demand_version(task.version, expected)?;
    let before = only_card(&mut tx, project.id, task_id).await?;
    let mut changes = Changes::default();
    let described = task.description.clone();
    changes.make(&mut task, &wanted)?;
    if let Some(people) = &wanted.assignees {
        changes.note("assignees", &sorted(before.assignees.clone()), people);
        assignees::set_assignees(&mut tx, task_id, people).await?;
    }
    if let Some(labels) = &wanted.labels {
        changes.note("labels", &sorted(before.labels.clone()), labels);
        tasks::set_labels(&mut tx, (task_id, project.id), labels).await?;
    }
    if let Some(said) = say(&mut tx, (task_id, project.id), &before.fields, &wanted.fields).await? {
        changes.0.insert("fields".to_owned(), said);
    }
    let Changes(changes) = changes;
    if changes.is_empty() {
        tx.commit().await?;
        return Ok(before);
    }
    tasks::update(&mut tx, &task).await?;
    let card = only_card(&mut tx, project.id, task_id).await?;
    let mut data = json!({ "key": task_key(&project, task.number), "title": task.title, "changes": changes });
    call(&mut tx, (task_id, project.id), (&described, &task.description), &mut data).await?;
    record(&mut tx, "task.edited", project.id, task_id.uuid(), data).await?;
    tx.commit().await?;
    Ok(card)
}
