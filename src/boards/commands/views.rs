//! Views of a project that are kept under a name.

use super::demand_version;
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        policy::Action,
        project::Project,
        saved_view::{NewView, SavedView, ViewEdit, parse_name},
        store::{
            access::{Which, load_for},
            cards, fields, projects, views,
        },
        view::{View, names::Names},
    },
    database::{Db, Happening, TenantTx},
    idempotency::{self, Once},
    ids::{ProjectId, SavedViewId},
};
use serde_json::json;

/// More would be a list to search in.
const MOST_VIEWS: i64 = 100;
const LONGEST_QUERY: usize = 2000;

/// Keeps a view for the actor, or for everybody who sees the project.
pub async fn save_view(
    db: &Db,
    actor: &Actor,
    project_id: ProjectId,
    new: NewView,
    once: Option<&Once>,
) -> Result<SavedView> {
    let name = parse_name(&new.name)?;
    let mut tx = db.tenant(actor).await?;
    let action = if new.shared { Action::ShareView } else { Action::SaveView };
    load_for(&mut tx, actor, action, Which::Project(project_id)).await?;
    let id = SavedViewId::new();
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return views::find(&mut tx, project_id, earlier.into()).await;
    }
    if views::count_own(&mut tx, project_id).await? >= MOST_VIEWS {
        return Err(Error::invalid("name", "You have a hundred views here. Remove one to save another."));
    }
    let query = tidy(&mut tx, project_id, &new.query).await?;
    let view = SavedView { id, name, query, shared: new.shared, own: true, default: false, version: 1 };
    views::insert(&mut tx, project_id, &view).await?;
    tell(&mut tx, "view.saved", project_id, &view).await?;
    tx.commit().await?;
    Ok(view)
}

/// Gives a view another name, another look, or other readers.
pub async fn edit_view(
    db: &Db,
    actor: &Actor,
    id: SavedViewId,
    edit: ViewEdit,
    expected: Option<i32>,
) -> Result<SavedView> {
    let name = edit.name.as_deref().map(parse_name).transpose()?;
    let mut tx = db.tenant(actor).await?;
    let (project, before) = open(&mut tx, actor, id, edit.shared == Some(true)).await?;
    demand_version(before.version, expected)?;
    let mut view = before.clone();
    view.name = name.unwrap_or(view.name);
    view.shared = edit.shared.unwrap_or(view.shared);
    if let Some(query) = &edit.query {
        view.query = tidy(&mut tx, project.id, query).await?;
    }
    if view == before {
        return Ok(view);
    }
    views::update(&mut tx, &view).await?;
    view.version += 1;
    // Whoever had it while it was shared learns that it changed, also when it no longer is.
    let shared = view.shared || before.shared;
    tell(&mut tx, "view.edited", project.id, &SavedView { shared, ..view.clone() }).await?;
    tx.commit().await?;
    Ok(view)
}

pub async fn remove_view(db: &Db, actor: &Actor, id: SavedViewId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let (project, view) = open(&mut tx, actor, id, false).await?;
    views::delete(&mut tx, id).await?;
    tell(&mut tx, "view.removed", project.id, &view).await?;
    tx.commit().await
}

/// Says which view the actor sees a project in when the address names none; without one, the board as it is.
pub async fn set_default_view(db: &Db, actor: &Actor, project_id: ProjectId, id: Option<SavedViewId>) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    load_for(&mut tx, actor, Action::SaveView, Which::Project(project_id)).await?;
    let known = views::list(&mut tx, project_id).await?;
    if id.is_some_and(|id| known.iter().all(|view| view.id != id)) {
        return Err(Error::NotFound);
    }
    if known.iter().find(|view| view.default).map(|view| view.id) == id {
        return Ok(());
    }
    views::set_default(&mut tx, project_id, id).await?;
    let subject_id = id.map_or(project_id.uuid(), SavedViewId::uuid);
    tx.record(Happening { kind: "view.default_set", project_id: None, subject_id, data: json!({}) }).await?;
    tx.commit().await
}

/// A view to be changed: one's own needs no more than the project, a shared one the right to share.
async fn open(tx: &mut TenantTx, actor: &Actor, id: SavedViewId, sharing: bool) -> Result<(Project, SavedView)> {
    let project = load_for(tx, actor, Action::View, Which::SavedView(id)).await?.project;
    let view = views::lock(tx, project.id, id).await?;
    let action = if view.shared || sharing { Action::ShareView } else { Action::SaveView };
    load_for(tx, actor, action, Which::Project(project.id)).await?;
    Ok((project, view))
}

/// A query as it is kept: only what means something here, with ids for names.
async fn tidy(tx: &mut TenantTx, project_id: ProjectId, query: &str) -> Result<String> {
    let (labels, people) = (projects::labels(tx, project_id).await?, cards::people(tx, project_id).await?);
    let names = Names::new(&people, &labels, &fields::list(tx, project_id, false).await?);
    let query = View::parse(query, &names).lasting().query(&Names::default());
    if query.len() > LONGEST_QUERY {
        return Err(Error::invalid("query", "This view asks for too much. Choose fewer people or labels."));
    }
    Ok(query)
}

/// Of a view that is nobody else's, others hear neither that it is there nor its name.
async fn tell(tx: &mut TenantTx, kind: &str, project_id: ProjectId, view: &SavedView) -> Result<()> {
    let data = if view.shared { json!({ "name": view.name }) } else { json!({}) };
    let project_id = view.shared.then_some(project_id);
    tx.record(Happening { kind, project_id, subject_id: view.id.uuid(), data }).await?;
    Ok(())
}
