//! A believable small company to look around in: Larkspur Coffee Roasters, its people, four boards
//! and three weeks of history. For development alone. What is in it stands in the CSV files of this
//! folder; nothing here is left to chance, so that two of them differ in nothing but their dates.

mod content;
mod depth;
mod fields;
mod history;
mod pages;
mod store;
mod templates;
mod webhooks;

use crate::{
    Error, Result,
    database::Db,
    identity::{self, Effort, SignUp},
    ids::{PersonId, WorkspaceId},
    inbox,
};
use content::Content;
use std::collections::HashMap;
use time::OffsetDateTime;

/// What everybody in the demonstration signs in with.
pub const PASSWORD: &str = "demo-larkspur-roasters";
/// The address of the workspace.
pub const SLUG: &str = "larkspur";
pub const NAME: &str = "Larkspur Coffee Roasters";
/// One person of each role.
pub const SIGN_INS: [&str; 5] =
    ["owner@demo.test", "admin@demo.test", "member@demo.test", "viewer@demo.test", "guest@demo.test"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Made,
    /// It was made before, and was left as it is.
    AlreadyThere,
}

/// Makes the demonstration workspace, once. `owner` connects as the role that owns the tables: only
/// that may write events of the past.
pub async fn fill(db: &Db, owner: &Db, now: OffsetDateTime) -> Result<Outcome> {
    let content = Content::read()?;
    if store::is_there(db, SLUG).await? {
        return Ok(Outcome::AlreadyThere);
    }
    let mut people = HashMap::new();
    for person in &content.people {
        people.insert(person.short.as_str(), sign_up(db, person, now).await?);
    }
    let founder = *people.get("odile").ok_or(Error::NotFound)?;
    let mut tx = owner.tenant_as(WorkspaceId::new(), founder).await?;
    let began = history::start(now);
    store::found(&mut tx, SLUG, NAME, began).await?;
    store::gather(&mut tx, &content.people, &people, began).await?;
    let mut events = history::of_people(&content.people, &people, tx.workspace_id(), began);
    for project in &content.projects {
        let plan = history::plan(project, &content, &people, now)?;
        store::add_project(&mut tx, &plan).await?;
        events.extend(plan.events);
    }
    depth::add(&mut tx, &content, &people, now.date()).await?;
    events.sort_by_key(|event| event.at);
    for event in &events {
        store::record(&mut tx, event).await?;
    }
    let workspace_id = tx.workspace_id();
    tx.commit().await?;
    inbox::catch_up(db, workspace_id).await?;
    let mut tx = db.tenant_as(workspace_id, founder).await?;
    store::tidy_inboxes(&mut tx, now).await?;
    tx.commit().await?;
    templates::add(db, workspace_id, founder, now).await?;
    webhooks::add(db, workspace_id, founder, now).await?;
    fields::add(db, (workspace_id, founder), &people, now).await?;
    pages::add(db, workspace_id, &people, now).await?;
    store::choose_notifications(db, founder).await?;
    Ok(Outcome::Made)
}

/// A person with an account: one made now, or one from an attempt that was interrupted.
async fn sign_up(db: &Db, person: &content::Person, now: OffsetDateTime) -> Result<PersonId> {
    match identity::find_person(db, &person.email).await {
        Ok(caller) => return Ok(caller.person_id),
        Err(Error::NotFound) => {}
        Err(refusal) => return Err(refusal),
    }
    let form = SignUp {
        address: None,
        email: &person.email,
        name: &person.name,
        password: PASSWORD,
        time_zone: &person.time_zone,
        effort: Effort::Reduced,
    };
    let id = identity::sign_up(db, form, now).await?;
    store::set_title(db, id, &person.title).await?;
    Ok(id)
}
