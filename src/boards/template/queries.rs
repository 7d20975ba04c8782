use super::{Template, TemplateShelf, shipped};
use crate::{
    Error, Result,
    actor::{Actor, Role},
    boards::{
        policy::Action,
        store::{
            access::{Which, demand, load_for},
            templates,
        },
    },
    database::{Db, TenantTx},
    ids::{ProjectId, TemplateId},
};

/// What a project can be made from, for whoever may make one.
pub async fn project_templates(db: &Db, actor: &Actor) -> Result<TemplateShelf> {
    // Who may only read with a token still may look at what there is.
    if matches!(actor.role, Role::Viewer | Role::Guest) {
        demand(actor, Action::CreateProject)?;
    }
    let mut tx = db.view(actor).await?;
    Ok(TemplateShelf { shipped: shipped::shelf(), own: templates::list(&mut tx, None).await? })
}

/// What a task of a project can be made from.
pub async fn task_templates(db: &Db, actor: &Actor, project_id: ProjectId) -> Result<Vec<Template>> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::View, Which::Project(project_id)).await?;
    templates::list(&mut tx, Some(project_id)).await
}

/// A template that the actor may know of: one of a task with its project, one of a project with the workspace's
/// members.
pub(super) async fn visible(tx: &mut TenantTx, actor: &Actor, id: TemplateId) -> Result<Template> {
    let template = templates::find(tx, id).await?;
    match template.project_id {
        Some(project_id) => drop(load_for(tx, actor, Action::View, Which::Project(project_id)).await?),
        None if actor.role == Role::Guest => return Err(Error::NotFound),
        None => {}
    }
    Ok(template)
}
