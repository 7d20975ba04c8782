use super::{call, demand_version, move_task::only_card, record, task_key};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        policy::Action,
        store::{
            access::{Which, load_for},
            assignees, tasks,
        },
        task::{Card, Priority, parse_description, parse_title},
    },
    database::Db,
    day::Day,
    ids::{LabelId, PersonId, TaskId},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// What of a task is to change; what is absent stays. An empty `due_on` takes the date away.
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
    pub assignees: Option<Vec<PersonId>>,
    pub labels: Option<Vec<LabelId>>,
}

/// What becomes of the due date.
enum Due {
    TakenAway,
    On(Day),
}

/// The values of an edit, each of them possible.
struct Wanted {
    title: Option<String>,
    description: Option<String>,
    priority: Option<Priority>,
    due_on: Option<Due>,
    assignees: Option<Vec<PersonId>>,
    labels: Option<Vec<LabelId>>,
}

impl Wanted {
    fn parse(edit: TaskEdit) -> Result<Self> {
        let day = |text: String| match text.trim() {
            "" => Ok(Due::TakenAway),
            text => text
                .parse()
                .map(Due::On)
                .map_err(|_| Error::invalid("due_on", "Please give a date such as 2026-11-21.")),
        };
        Ok(Self {
            title: edit.title.as_deref().map(parse_title).transpose()?,
            description: edit.description.as_deref().map(parse_description).transpose()?,
            priority: edit.priority,
            due_on: edit.due_on.map(day).transpose()?,
            assignees: edit.assignees.map(sorted),
            labels: edit.labels.map(sorted),
        })
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
}

pub async fn edit_task(db: &Db, actor: &Actor, task_id: TaskId, edit: TaskEdit, expected: Option<i32>) -> Result<Card> {
    let wanted = Wanted::parse(edit)?;
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::EditTasks, Which::Task(task_id)).await?.project;
    let mut task = tasks::lock(&mut tx, task_id).await?;
    if task.archived {
        return Err(Error::invalid("", "This task is archived. Restore it to change it."));
    }
    demand_version(task.version, expected)?;
    let before = only_card(&mut tx, project.id, task_id).await?;
    let mut changes = Changes::default();
    let described = task.description.clone();
    if let Some(title) = wanted.title {
        changes.note("title", &task.title, &title);
        task.title = title;
    }
    if let Some(description) = wanted.description {
        // The words themselves stay out of the log: they can be long, and it is kept for good.
        if task.description != description {
            changes.0.insert("description".to_owned(), json!(true));
        }
        task.description = description;
    }
    if let Some(priority) = wanted.priority {
        changes.note("priority", &Priority::from_number(task.priority), &priority);
        task.priority = priority.number();
    }
    if let Some(due) = wanted.due_on {
        let due = match due {
            Due::TakenAway => None,
            Due::On(day) => Some(day),
        };
        changes.note("due_on", &task.due_on, &due);
        task.due_on = due;
    }
    if let Some(people) = &wanted.assignees {
        changes.note("assignees", &sorted(before.assignees.clone()), people);
        assignees::set_assignees(&mut tx, task_id, people).await?;
    }
    if let Some(labels) = &wanted.labels {
        changes.note("labels", &sorted(before.labels.clone()), labels);
        tasks::set_labels(&mut tx, (task_id, project.id), labels).await?;
    }
    let Changes(changes) = changes;
    if changes.is_empty() {
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
