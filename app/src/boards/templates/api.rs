use crate::{failure::Failure, wire::Reply};
use atrium::{
    boards::template::{Added, Template, TemplateShelf},
    ids::{ProjectId, TaskId, TemplateId},
};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::actor;
#[cfg(feature = "ssr")]
use atrium::{
    Error,
    boards::template::{self, NewTemplate, UseTemplate},
    clock,
    idempotency::Once,
};

/// What a project can be made from; nothing for whoever makes none.
#[server(output = Reply)]
pub async fn load_project_templates(workspace: String) -> Result<TemplateShelf, Failure> {
    let (db, actor) = actor(&workspace).await?;
    match template::project_templates(&db, &actor).await {
        Err(Error::Forbidden) => Ok(TemplateShelf::default()),
        answer => Ok(answer?),
    }
}

#[server(output = Reply)]
pub async fn load_task_templates(workspace: String, project_id: ProjectId) -> Result<Vec<Template>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(template::task_templates(&db, &actor, project_id).await?)
}

#[server(output = Reply)]
pub async fn save_project_template(
    workspace: String,
    project_id: ProjectId,
    name: String,
    keep_people: Option<bool>,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    let new = NewTemplate { name, keep_people: keep_people.unwrap_or_default() };
    template::save_project_template(&db, &actor, project_id, new, None).await?;
    Ok(())
}

#[server(output = Reply)]
pub async fn save_task_template(
    workspace: String,
    task_id: TaskId,
    name: String,
    keep_people: Option<bool>,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    let new = NewTemplate { name, keep_people: keep_people.unwrap_or_default() };
    template::save_task_template(&db, &actor, task_id, new, None).await?;
    Ok(())
}

#[server(output = Reply)]
pub async fn rename_template(workspace: String, id: TemplateId, name: String, version: i32) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    template::rename_template(&db, &actor, id, &name, Some(version)).await?;
    Ok(())
}

#[server(output = Reply)]
pub async fn remove_template(workspace: String, id: TemplateId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(template::remove_template(&db, &actor, id).await?)
}

/// An empty `starts_on` is today.
#[server(input = Json, output = Reply)]
pub async fn add_from_template(
    workspace: String,
    id: TemplateId,
    starts_on: String,
    key: String,
) -> Result<Added, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let once = if key.is_empty() { None } else { Some(Once::new(&key, &format!("{id} {starts_on}"))?) };
    let by = UseTemplate { starts_on: day(&starts_on)? };
    Ok(template::add_from_template(&db, &actor, id, by, once.as_ref(), clock::now()).await?)
}

/// The day that somebody chose, or none.
#[cfg(feature = "ssr")]
pub fn day(typed: &str) -> Result<Option<atrium::day::Day>, Failure> {
    match typed.trim() {
        "" => Ok(None),
        typed => match typed.parse() {
            Ok(day) => Ok(Some(day)),
            Err(refusal) => Err(Error::invalid("starts_on", format!("{refusal}")).into()),
        },
    }
}
