use crate::{
    failure::Failure,
    wire::{Reply, Sealed},
};
use atrium::{
    boards::{
        board::{Board, Desk},
        field::Values,
        project::{Column, GuestLevel, Label, ProjectSettings, ProjectSummary, WhenBlocked},
        reaction::Reaction,
        recurrence::{Cadence, Repeat},
        task::{Card, Priority, TaskDetail},
    },
    day::Day,
    ids::{ColumnId, CommentId, LabelId, PersonId, ProjectId, TaskId},
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::context::{actor, once, visit};
#[cfg(feature = "ssr")]
use atrium::{Error, boards, boards::estimate::Estimate, clock, idempotency::Once};

/// Where a card should go: after one task, before another, or at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub column_id: ColumnId,
    pub after: Option<TaskId>,
    pub before: Option<TaskId>,
}

/// A task to be, as its writer meant it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub title: String,
    pub due_on: Option<Day>,
    pub priority: Priority,
    pub assignees: Vec<PersonId>,
    pub labels: Vec<LabelId>,
}

impl Draft {
    /// Takes from another what it does not say itself.
    pub fn fill_from(&mut self, other: &Self) {
        self.due_on = self.due_on.or(other.due_on);
        if self.priority == Priority::None {
            self.priority = other.priority;
        }
        if self.assignees.is_empty() {
            self.assignees.clone_from(&other.assignees);
        }
        self.labels
            .extend(other.labels.iter().filter(|label| !self.labels.contains(label)).copied().collect::<Vec<_>>());
    }
}

/// What of a task is to change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub title: Option<String>,
    pub description: Option<String>,
    pub priority: Option<Priority>,
    pub due_on: Option<String>,
    pub start_on: Option<String>,
    /// As people write it, such as `2h 30m`; empty for none.
    pub estimate: Option<String>,
    pub assignees: Option<Vec<PersonId>>,
    pub labels: Option<Vec<LabelId>>,
    /// What it is to say in these custom fields; an empty text takes a value away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fields: Option<Values>,
    /// The title, the description or the value of the one field that the edit started from. While it stands, what
    /// somebody else changed of the task is no conflict.
    pub was: Option<String>,
}

#[cfg(feature = "ssr")]
impl Edit {
    fn into_command(self) -> Result<boards::TaskEdit, Error> {
        Ok(boards::TaskEdit {
            title: self.title,
            description: self.description,
            priority: self.priority,
            due_on: self.due_on,
            start_on: self.start_on,
            estimate: self.estimate.as_deref().map(Estimate::typed).transpose()?,
            assignees: self.assignees,
            labels: self.labels,
            fields: self.fields,
        })
    }

    fn starts_from(&self, now: &TaskDetail) -> bool {
        let (title, description) = (&now.card.title, &now.description);
        let field = self.fields.as_ref().and_then(|fields| fields.keys().next());
        match (&self.title, &self.description, field) {
            (Some(_), None, None) => self.was.as_ref() == Some(title),
            (None, Some(_), None) => self.was.as_ref() == Some(description),
            (None, None, Some(field)) => {
                self.was.as_deref() == Some(now.card.fields.get(field).map_or("", String::as_str))
            }
            _ => false,
        }
    }
}

#[server(output = Reply)]
pub async fn load_projects(workspace: String, archived: bool) -> Result<Vec<ProjectSummary>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::projects(&db, &actor, archived).await?)
}

#[server(output = Reply)]
pub async fn load_board(workspace: String, project: String) -> Result<Board, Failure> {
    let mut visit = visit(&workspace).await?;
    Ok(boards::board_on(&mut visit, &project, clock::now()).await?)
}

/// Only the panel reads it.
#[server(output = Reply)]
pub async fn load_task(workspace: String, project: String, number: i32) -> Result<Sealed<TaskDetail>, Failure> {
    let mut visit = visit(&workspace).await?;
    Sealed::new(&boards::task_on(&mut visit, &project, number, clock::now()).await?)
}

#[server(output = Reply)]
pub async fn create_project(
    workspace: String,
    key: String,
    name: String,
    description: String,
    template: Option<String>,
    starts_on: Option<String>,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    let hue = i16::try_from(key.bytes().map(usize::from).sum::<usize>() % 10).unwrap_or(0);
    let project = match template.filter(|template| !template.is_empty()) {
        None => {
            let new = boards::NewProject { key, name, description, hue };
            boards::create_project(&db, &actor, new, None).await?
        }
        Some(template) => {
            let starts_on = super::templates::api::day(&starts_on.unwrap_or_default())?;
            let new = boards::template::FromTemplate { template, key, name, description, hue, starts_on };
            boards::template::create_project_from(&db, &actor, new, None, clock::now()).await?
        }
    };
    leptos_axum::redirect(&format!("/w/{workspace}/p/{}", project.key), false);
    Ok(())
}

#[server(output = Reply)]
pub async fn load_project_settings(workspace: String, project: String) -> Result<ProjectSettings, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::project_settings(&db, &actor, &project, clock::now()).await?)
}

#[server(output = Reply)]
pub async fn edit_project(
    workspace: String,
    project_id: ProjectId,
    name: String,
    description: String,
    hue: i16,
    when_blocked: WhenBlocked,
    version: i32,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    let edit = boards::ProjectEdit {
        name: Some(name),
        description: Some(description),
        hue: Some(hue),
        when_blocked: Some(when_blocked),
    };
    boards::edit_project(&db, &actor, project_id, edit, Some(version)).await?;
    Ok(())
}

/// Puts a project aside, or takes it back.
#[server(output = Reply)]
pub async fn archive_project(workspace: String, project_id: ProjectId, archived: bool) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    if archived {
        boards::archive_project(&db, &actor, project_id).await?;
    } else {
        boards::restore_project(&db, &actor, project_id).await?;
    }
    Ok(())
}

#[server(output = Reply)]
pub async fn share_project(
    workspace: String,
    project_id: ProjectId,
    email: String,
    level: GuestLevel,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    boards::share_with(&db, &actor, project_id, &email, level).await?;
    Ok(())
}

/// Gives a guest a project in another way, or with no `level` takes it away.
#[server(output = Reply)]
pub async fn set_guest(
    workspace: String,
    project_id: ProjectId,
    person_id: PersonId,
    level: Option<GuestLevel>,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::set_guest(&db, &actor, project_id, boards::GuestAccess { person_id, level }).await?)
}

#[server(input = Json, output = Reply)]
pub async fn move_task(workspace: String, task_id: TaskId, to: Place) -> Result<Card, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let once = once(&(task_id, to))?;
    let to = boards::MoveTo { column_id: to.column_id, after: to.after, before: to.before };
    Ok(boards::move_task_once(&db, &actor, task_id, to, once.as_ref()).await?)
}

/// Moving without a script: the form of the task panel.
#[server(output = Reply)]
pub async fn move_task_to(workspace: String, task_id: TaskId, column_id: ColumnId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    boards::move_task(&db, &actor, task_id, boards::MoveTo { column_id, after: None, before: None }).await?;
    Ok(())
}

#[server(input = Json, output = Reply)]
pub async fn create_task(
    workspace: String,
    project_id: ProjectId,
    column_id: ColumnId,
    task: Draft,
    key: String,
) -> Result<Card, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let once = Once::new(&key, &format!("{project_id} {column_id} {task:?}"))?;
    let Draft { title, due_on, priority, assignees, labels } = task;
    let column_id = Some(column_id);
    let new = boards::NewTask { title, due_on, priority, assignees, labels, column_id, ..Default::default() };
    Ok(boards::create_task(&db, &actor, project_id, new, Some(&once)).await?)
}

/// A task in one line, read here because there was no script to read it: the form below a column.
#[server(output = Reply)]
pub async fn quick_add(
    workspace: String,
    project_id: ProjectId,
    column_id: ColumnId,
    text: String,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    boards::quick_add(&db, &actor, project_id, (&text, Some(column_id)), None, clock::now()).await?;
    Ok(())
}

/// Where a new task can go; `project` is a key, or empty.
#[server(output = Reply)]
pub async fn load_desk(workspace: String, project: String) -> Result<Desk, Failure> {
    let mut visit = visit(&workspace).await?;
    Ok(boards::desk_on(&mut visit, &project, clock::now()).await?)
}

#[server(input = Json, output = Reply)]
pub async fn edit_task(workspace: String, task_id: TaskId, edit: Edit, expected: Option<i32>) -> Result<Card, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let once = once(&(task_id, &edit))?;
    let mut expected = expected;
    loop {
        let wanted = edit.clone().into_command()?;
        let answer = boards::edit_task_once(&db, &actor, task_id, wanted, expected, once.as_ref()).await;
        let Err(Error::Conflict { .. }) = answer else { return Ok(answer?) };
        let now = boards::task(&db, &actor, task_id, clock::now()).await?;
        if !edit.starts_from(&now) {
            return Ok(answer?);
        }
        expected = Some(now.card.version);
    }
}

/// A task that was completed, and where it stood before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticked {
    pub card: Card,
    pub was: Place,
    pub version_before: i32,
}

#[server(input = Json, output = Reply)]
pub async fn complete_task(workspace: String, task_id: TaskId) -> Result<Ticked, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let boards::Completed { card, was, version_before } = boards::complete_task(&db, &actor, task_id).await?;
    let was = Place { column_id: was.column_id, after: was.after, before: was.before };
    Ok(Ticked { card, was, version_before })
}

#[server(input = Json, output = Reply)]
pub async fn archive_task(workspace: String, task_id: TaskId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::archive_task(&db, &actor, task_id).await?)
}

#[server(input = Json, output = Reply)]
pub async fn restore_task(workspace: String, task_id: TaskId) -> Result<Card, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::restore_task(&db, &actor, task_id).await?)
}

#[server(input = Json, output = Reply)]
pub async fn repeat_task(
    workspace: String,
    task_id: TaskId,
    rule: String,
    cadence: Cadence,
) -> Result<Repeat, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::repeat_task(&db, &actor, task_id, boards::RepeatBy { rule, cadence }, None, clock::now()).await?)
}

#[server(input = Json, output = Reply)]
pub async fn stop_repeating(workspace: String, task_id: TaskId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::stop_repeating(&db, &actor, task_id).await?)
}

#[server(output = Reply)]
pub async fn add_comment(workspace: String, task_id: TaskId, body: String, key: String) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    let once = if key.is_empty() { None } else { Some(Once::new(&key, &format!("{task_id} {body}"))?) };
    boards::add_comment(&db, &actor, task_id, &body, once.as_ref()).await?;
    Ok(())
}

#[server(input = Json, output = Reply)]
pub async fn edit_comment(workspace: String, comment_id: CommentId, body: String, version: i32) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::edit_comment(&db, &actor, comment_id, &body, Some(version)).await?)
}

#[server(input = Json, output = Reply)]
pub async fn remove_comment(workspace: String, comment_id: CommentId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::remove_comment(&db, &actor, comment_id).await?)
}

#[server(input = Json, output = Reply)]
pub async fn react(workspace: String, comment_id: CommentId, reaction: Reaction, on: bool) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::react(&db, &actor, comment_id, reaction, on).await?)
}

#[server(input = Json, output = Reply)]
pub async fn watch_task(workspace: String, task_id: TaskId, watching: bool) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::watch_task(&db, &actor, task_id, watching).await?)
}

#[server(input = Json, output = Reply)]
pub async fn add_column(workspace: String, project_id: ProjectId, name: String) -> Result<Column, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::add_column(&db, &actor, project_id, &name, None).await?)
}

/// `task_limit` is 0 for none.
#[server(input = Json, output = Reply)]
pub async fn edit_column(
    workspace: String,
    column_id: ColumnId,
    name: String,
    task_limit: i32,
    done: bool,
    version: i32,
) -> Result<Column, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let edit = boards::ColumnEdit { name: Some(name), done: Some(done), task_limit: Some(task_limit) };
    Ok(boards::edit_column(&db, &actor, column_id, edit, Some(version)).await?)
}

#[server(input = Json, output = Reply)]
pub async fn move_column(workspace: String, column_id: ColumnId, after: Option<ColumnId>) -> Result<Column, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::move_column(&db, &actor, column_id, after).await?)
}

#[server(input = Json, output = Reply)]
pub async fn remove_column(workspace: String, column_id: ColumnId, tasks_to: ColumnId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::remove_column(&db, &actor, column_id, Some(tasks_to)).await?)
}

#[server(input = Json, output = Reply)]
pub async fn add_label(workspace: String, project_id: ProjectId, name: String, hue: i16) -> Result<Label, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::add_label(&db, &actor, project_id, &name, hue, None).await?)
}
