//! Templates become tasks.

use super::{Added, FromTemplate, UseTemplate, pattern::Pattern, queries::visible, shipped::SHIPPED};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        commands::{
            projects::{Begun, NewProject, begin_project},
            record,
        },
        import::{Place, lay_out},
        policy::Action,
        project::Project,
        store::{
            access::{Which, demand, load_for},
            feed, tasks, templates,
        },
    },
    clock,
    database::{Db, TenantTx},
    day::Day,
    idempotency::{self, Once},
    ids::{TaskId, TemplateId},
};
use serde_json::json;
use time::OffsetDateTime;

/// Makes a project, with the columns, labels and tasks of a template.
pub async fn create_project_from(
    db: &Db,
    actor: &Actor,
    new: FromTemplate,
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<Project> {
    let FromTemplate { template, key, name, description, hue, starts_on } = new;
    let mut tx = db.tenant(actor).await?;
    demand(actor, Action::CreateProject)?;
    let new = NewProject { key, name, description, hue };
    let project = match begin_project(&mut tx, new, once).await? {
        Begun::New(project) => project,
        Begun::Earlier(id) => return Ok(load_for(&mut tx, actor, Action::View, Which::Project(id)).await?.project),
    };
    let (source, content) = chosen(&mut tx, actor, &template).await?;
    let pattern = Pattern::read(&content)?.anew(first_day(&mut tx, starts_on, now).await?);
    lay_out(&mut tx, project.id, &source, pattern.write()?.as_bytes(), Place::WholeBoard).await?;
    let data = json!({ "key": project.key, "name": project.name, "template": source });
    record(&mut tx, "project.created", project.id, project.id.uuid(), data).await?;
    tx.commit().await?;
    Ok(project)
}

/// The name and the content of a template of the workspace, or of one that comes with Atrium.
async fn chosen(tx: &mut TenantTx, actor: &Actor, id: &str) -> Result<(String, String)> {
    if let Some(shipped) = SHIPPED.iter().find(|one| one.id == id) {
        return Ok((shipped.name.to_owned(), shipped.content.to_owned()));
    }
    let gone = || Error::invalid("template", "This template is not there any more. Choose another one.");
    let id: TemplateId = id.parse().map_err(|_| gone())?;
    let template =
        visible(tx, actor, id).await.map_err(|error| if error == Error::NotFound { gone() } else { error })?;
    if template.project_id.is_some() {
        return Err(gone());
    }
    Ok((template.name, templates::content(tx, id).await?))
}

/// Adds the task of a template, with its parts, to the first column of its project.
pub async fn add_from_template(
    db: &Db,
    actor: &Actor,
    id: TemplateId,
    by: UseTemplate,
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<Added> {
    let mut tx = db.tenant(actor).await?;
    let template = visible(&mut tx, actor, id).await?;
    let project_id = template
        .project_id
        .ok_or_else(|| Error::invalid("", "This template makes a project. Choose it where you create one."))?;
    let project = load_for(&mut tx, actor, Action::EditTasks, Which::Project(project_id)).await?.project;
    let pattern = Pattern::read(&templates::content(&mut tx, id).await?)?;
    let pattern = pattern.anew(first_day(&mut tx, by.starts_on, now).await?);
    let root = pattern.tasks.iter().find(|task| task.parent.is_none()).ok_or(Error::NotFound)?.id;
    let made = lay_out(&mut tx, project_id, &template.name, pattern.write()?.as_bytes(), Place::FirstColumn).await?;
    let task_id = made.get(&root).copied().ok_or(Error::NotFound)?;
    // What came of it is known now. Where that was done before, it is not done again: nothing is committed.
    if let Some(earlier) = idempotency::claim(&mut tx, once, task_id.uuid()).await? {
        return added(&mut tx, &project, earlier.into(), template.tasks).await;
    }
    let added = added(&mut tx, &project, task_id, template.tasks).await?;
    let key = format!("{}-{}", project.key, added.number);
    let data = json!({ "key": key, "name": template.name, "tasks": template.tasks });
    record(&mut tx, "template.used", project_id, task_id.uuid(), data).await?;
    tx.commit().await?;
    Ok(added)
}

async fn added(tx: &mut TenantTx, project: &Project, task_id: TaskId, tasks: i32) -> Result<Added> {
    let number = tasks::find(tx, task_id).await?.number;
    Ok(Added { task_id, project_key: project.key.clone(), number, tasks })
}

async fn first_day(tx: &mut TenantTx, chosen: Option<Day>, now: OffsetDateTime) -> Result<Day> {
    match chosen {
        Some(day) => Ok(day),
        None => Ok(Day(clock::today_in(&feed::time_zone(tx).await?, now))),
    }
}
