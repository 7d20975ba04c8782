use super::{
    call,
    move_task::{only_card, rank_at_end},
    nest::demand_place,
    record,
    say::say,
    task_key,
};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        estimate::Estimate,
        field::Values,
        policy::Action,
        store::{
            access::{Which, load_for},
            assignees, cards, columns, family, tasks,
        },
        task::{Card, Priority, check_dates, parse_description, parse_title},
    },
    database::Db,
    day::Day,
    idempotency::{self, Once},
    ids::{ColumnId, LabelId, PersonId, ProjectId, TaskId},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTask {
    /// 1 to 500 characters.
    #[schema(min_length = 1, max_length = 500)]
    pub title: String,
    /// Markdown, up to 100000 characters.
    #[serde(default)]
    #[schema(max_length = 100_000)]
    pub description: String,
    /// The first column of the board without it.
    #[serde(default)]
    pub column_id: Option<ColumnId>,
    /// The task of this project that it is a part of.
    #[serde(default)]
    pub parent_id: Option<TaskId>,
    #[serde(default)]
    pub priority: Priority,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Day>,
    /// Not after `due_on`.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub start_on: Option<Day>,
    /// In minutes; a day of work has 480.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 480_000)]
    pub estimate: Option<i32>,
    #[serde(default)]
    pub assignees: Vec<PersonId>,
    #[serde(default)]
    pub labels: Vec<LabelId>,
    /// What it says in custom fields, as in an edit.
    #[serde(default)]
    #[schema(value_type = std::collections::HashMap<String, String>)]
    pub fields: Values,
}

/// Adds a task at the end of a column.
pub async fn create_task(
    db: &Db,
    actor: &Actor,
    project_id: ProjectId,
    new: NewTask,
    once: Option<&Once>,
) -> Result<Card> {
    let (title, description) = (parse_title(&new.title)?, parse_description(&new.description)?);
    let estimate = new.estimate.map(Estimate::of_minutes).transpose()?;
    check_dates(new.start_on, new.due_on, "start_on")?;
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::EditTasks, Which::Project(project_id)).await?.project;
    let id = TaskId::new();
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return only_card(&mut tx, project_id, earlier.into()).await;
    }
    let number = tasks::take_numbers(&mut tx, project_id, 1).await?;
    if let Some(parent_id) = new.parent_id {
        demand_place(&mut tx, project_id, parent_id, None).await?;
    }
    let column_id = match new.column_id {
        Some(column_id) => column_id,
        None => columns::list(&mut tx, project_id).await?.first().ok_or(Error::NotFound)?.id,
    };
    let column = columns::lock(&mut tx, project_id, column_id)
        .await
        .map_err(|_| Error::invalid("column_id", "This column is not of this project."))?;
    let rank = rank_at_end(&mut tx, &column).await?;
    let task = tasks::TaskInsert {
        id,
        project_id,
        column_id,
        number,
        rank: &rank,
        title: &title,
        description: &description,
        priority: new.priority,
        due_on: new.due_on,
        start_on: new.start_on,
        estimate,
        done: column.done,
        import_id: None,
    };
    tasks::insert(&mut tx, &task).await?;
    assignees::set_assignees(&mut tx, id, &new.assignees).await?;
    family::set_parent(&mut tx, id, new.parent_id).await?;
    tasks::set_labels(&mut tx, (id, project_id), &new.labels).await?;
    say(&mut tx, (id, project_id), &Values::new(), &new.fields).await?;
    let card = only_card(&mut tx, project_id, id).await?;
    let (key, also) = (task_key(&project, number), new.parent_id.as_slice());
    let mut data = json!({ "key": key, "title": title, "column": column.name, "also": also });
    call(&mut tx, (id, project_id), ("", &description), &mut data).await?;
    if !new.assignees.is_empty() {
        data["assignees"] = json!(new.assignees);
    }
    record(&mut tx, "task.created", project_id, id.uuid(), data).await?;
    tx.commit().await?;
    Ok(card)
}

/// Takes a task off the board and keeps it. Archiving twice is archiving once.
pub async fn archive_task(db: &Db, actor: &Actor, task_id: TaskId) -> Result<()> {
    set_archived(db, actor, task_id, true).await.map(drop)
}

/// Puts an archived task back where it was.
pub async fn restore_task(db: &Db, actor: &Actor, task_id: TaskId) -> Result<Card> {
    set_archived(db, actor, task_id, false).await?.ok_or(Error::NotFound)
}

async fn set_archived(db: &Db, actor: &Actor, task_id: TaskId, archived: bool) -> Result<Option<Card>> {
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::EditTasks, Which::Task(task_id)).await?.project;
    let mut task = tasks::lock(&mut tx, task_id).await?;
    if task.archived != archived {
        task.archived = archived;
        tasks::update(&mut tx, &task).await?;
        let kind = if archived { "task.archived" } else { "task.restored" };
        let data = json!({ "key": task_key(&project, task.number), "title": task.title });
        record(&mut tx, kind, project.id, task_id.uuid(), data).await?;
    }
    let card = cards::on_board(&mut tx, project.id, Some(&[task_id])).await?.pop();
    tx.commit().await?;
    Ok(card)
}
