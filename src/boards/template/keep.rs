//! What keeps templates, renames them and takes them away.

use super::{NewTemplate, Template, pattern::Pattern};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        export::document::{ColumnDocument, LabelDocument, TaskDocument},
        policy::Action,
        project::Project,
        store::{
            access::{Which, demand, load_for},
            columns, documents, family, projects, tasks,
            templates::{self, NewRow},
        },
    },
    database::{Db, Happening, TenantTx},
    idempotency::{self, Once},
    ids::{ProjectId, TaskId, TemplateId},
    text,
};
use serde_json::json;

/// A project of more tasks is copied by exporting it and importing it again.
const MOST_TASKS: usize = 2000;
/// In one task with all that are part of it.
const MOST_PARTS: usize = 500;
/// More would be a list to search in.
const MOST_TEMPLATES: i64 = 200;

/// Keeps the layout of a project, for others to be made from it.
pub async fn save_project_template(
    db: &Db,
    actor: &Actor,
    project_id: ProjectId,
    new: NewTemplate,
    once: Option<&Once>,
) -> Result<Template> {
    let name = parse_name(&new.name)?;
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::SaveTemplate, Which::Project(project_id)).await?.project;
    let id = TemplateId::new();
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return templates::find(&mut tx, earlier.into()).await;
    }
    let all = documents::order(&mut tx, project_id).await?;
    if all.len() > MOST_TASKS {
        return Err(Error::invalid("name", "A template has at most 2000 tasks. Export the project to copy it."));
    }
    let documents = documents::tasks(&mut tx, &project, &all, new.keep_people).await?;
    keep(tx, &project, documents, (id, None), name, new.keep_people).await
}

/// Keeps a task with all that are part of it, for its project.
pub async fn save_task_template(
    db: &Db,
    actor: &Actor,
    task_id: TaskId,
    new: NewTemplate,
    once: Option<&Once>,
) -> Result<Template> {
    let name = parse_name(&new.name)?;
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::SaveTemplate, Which::Task(task_id)).await?.project;
    let id = TemplateId::new();
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return templates::find(&mut tx, earlier.into()).await;
    }
    if tasks::find(&mut tx, task_id).await?.archived {
        return Err(Error::invalid("", "This task is archived. Restore it to make a template of it."));
    }
    let tree = family::tree(&mut tx, task_id).await?;
    if tree.len() > MOST_PARTS {
        return Err(Error::invalid("name", "A template of a task has at most 500 tasks."));
    }
    let mut documents = documents::tasks(&mut tx, &project, &tree, new.keep_people).await?;
    if let Some(root) = documents.iter_mut().find(|document| document.id == task_id) {
        root.parent = None;
    }
    keep(tx, &project, documents, (id, Some(project.id)), name, new.keep_people).await
}

async fn keep(
    mut tx: TenantTx,
    project: &Project,
    documents: Vec<TaskDocument>,
    (id, of): (TemplateId, Option<ProjectId>),
    name: String,
    keep_people: bool,
) -> Result<Template> {
    if templates::count(&mut tx, of).await? >= MOST_TEMPLATES {
        return Err(Error::invalid("name", "There are two hundred templates here. Remove one to save another."));
    }
    let columns = columns::list(&mut tx, project.id).await?.into_iter();
    let labels = projects::labels(&mut tx, project.id).await?.into_iter();
    let columns =
        columns.map(|one| ColumnDocument { name: one.name, done: one.done, task_limit: one.task_limit }).collect();
    let labels = labels.map(|one| LabelDocument { name: one.name, hue: one.hue }).collect();
    let pattern = Pattern::of(columns, labels, documents, keep_people);
    let tasks = i32::try_from(pattern.tasks.len()).unwrap_or(i32::MAX);
    templates::insert(&mut tx, NewRow { id, project_id: of, name: &name, content: &pattern.write()?, tasks }).await?;
    let template = templates::find(&mut tx, id).await?;
    tell(&mut tx, "template.saved", &template).await?;
    tx.commit().await?;
    Ok(template)
}

pub async fn rename_template(
    db: &Db,
    actor: &Actor,
    id: TemplateId,
    name: &str,
    expected: Option<i32>,
) -> Result<Template> {
    let name = parse_name(name)?;
    let mut tx = db.tenant(actor).await?;
    let before = open(&mut tx, actor, id).await?;
    if expected.is_some_and(|expected| expected != before.version) {
        return Err(Error::Conflict { current: Some(before.version) });
    }
    if before.name == name {
        return Ok(before);
    }
    templates::rename(&mut tx, id, &name).await?;
    let template = Template { name, version: before.version + 1, ..before };
    tell(&mut tx, "template.renamed", &template).await?;
    tx.commit().await?;
    Ok(template)
}

/// Takes a template away. What was made from it stays.
pub async fn remove_template(db: &Db, actor: &Actor, id: TemplateId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let template = open(&mut tx, actor, id).await?;
    templates::delete(&mut tx, id).await?;
    tell(&mut tx, "template.removed", &template).await?;
    tx.commit().await
}

/// A template to be changed, which waits for whoever changes it already.
async fn open(tx: &mut TenantTx, actor: &Actor, id: TemplateId) -> Result<Template> {
    let template = super::queries::visible(tx, actor, id).await?;
    match template.project_id {
        Some(project_id) => drop(load_for(tx, actor, Action::SaveTemplate, Which::Project(project_id)).await?),
        None => demand(actor, Action::SaveTemplate)?,
    }
    templates::lock(tx, id).await
}

async fn tell(tx: &mut TenantTx, kind: &str, template: &Template) -> Result<()> {
    let data = json!({ "name": template.name, "tasks": template.tasks });
    let what = Happening { kind, project_id: template.project_id, subject_id: template.id.uuid(), data };
    tx.record(what).await?;
    Ok(())
}

fn parse_name(name: &str) -> Result<String> {
    text::line("name", name, 80)
}
