use super::icalendar::{self, Entry};
use crate::{
    Error, Result,
    actor::{Actor, Caller, Proof},
    boards::{
        policy::Action,
        store::{
            access::{Which, load_for},
            calendars::{self, DatedTask, Owner},
        },
    },
    database::Db,
    ids::{PersonId, ProjectId, WorkspaceId},
    secret, workspace,
};
use time::{Duration, OffsetDateTime};

/// What was due before is no longer shown.
const PAST: Duration = Duration::days(180);

/// A calendar as its program reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// iCalendar (RFC 5545).
    pub text: String,
    /// Another one as soon as the text is.
    pub tag: String,
}

/// What the address with this secret shows now. Whoever may not see it any more, and whoever never could, finds nothing.
pub async fn feed(db: &Db, secret: &str, base_url: &str, now: OffsetDateTime) -> Result<Feed> {
    let mut tx = db.identity().await?;
    let owner = calendars::owner(tx.conn(), &secret::hash(secret)).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let (name, tasks) = match owner {
        Owner::Person(person_id) => ("My tasks".to_owned(), of_person(db, person_id, now).await?),
        Owner::Project { workspace_id, project_id, person_id } => {
            of_project(db, (workspace_id, project_id), person_id, now).await.map_err(|error| match error {
                Error::Forbidden => Error::NotFound,
                other => other,
            })?
        }
    };
    let entries: Vec<Entry> = tasks.iter().map(|(slug, task)| entry(task, slug, base_url)).collect();
    let text = icalendar::write(&name, &entries);
    let tag = data_encoding::HEXLOWER.encode(&secret::hash(&text)[..16]);
    Ok(Feed { text, tag })
}

fn caller(person_id: PersonId) -> Caller {
    Caller { person_id, proof: Proof::CalendarAddress }
}

/// The tasks of a person in every workspace that lets them in, each with the slug of its workspace.
async fn of_person(db: &Db, person_id: PersonId, now: OffsetDateTime) -> Result<Vec<(String, DatedTask)>> {
    let caller = caller(person_id);
    let mut found = Vec::new();
    for one in workspace::list_mine(db, &caller, now).await? {
        if one.suspended || one.deleted_at.is_some() {
            continue;
        }
        let actor = Actor { caller, workspace_id: one.id, role: one.role };
        let mut tx = db.view(&actor).await?;
        let tasks = calendars::assigned(&mut tx, &actor, (now - PAST).date()).await?;
        found.extend(tasks.into_iter().map(|task| (one.slug.clone(), task)));
    }
    Ok(found)
}

async fn of_project(
    db: &Db,
    (workspace_id, project_id): (WorkspaceId, ProjectId),
    person_id: PersonId,
    now: OffsetDateTime,
) -> Result<(String, Vec<(String, DatedTask)>)> {
    let actor = workspace::enter_by_id(db, &caller(person_id), workspace_id).await?;
    let slug = workspace::view(db, &actor).await?.slug;
    let mut tx = db.view(&actor).await?;
    let project = load_for(&mut tx, &actor, Action::View, Which::Project(project_id)).await?.project;
    let tasks = calendars::of_project(&mut tx, project_id, (now - PAST).date()).await?;
    Ok((project.name, tasks.into_iter().map(|task| (slug.clone(), task)).collect()))
}

fn entry(task: &DatedTask, slug: &str, base_url: &str) -> Entry {
    let key = format!("{}-{}", task.project_key, task.number);
    Entry {
        uid: format!("{}@atrium", task.id),
        summary: format!("{}{} {key}", if task.done { "\u{2713} " } else { "" }, task.title),
        description: format!("{key} in {}, {}", task.project, task.column),
        url: format!("{base_url}/w/{slug}/p/{}/{}", task.project_key, task.number),
        day: task.due_on,
        created: task.created_at,
        changed: task.updated_at,
        version: task.version,
    }
}

/// Whether the caller has an address of their own tasks.
pub async fn has_mine(db: &Db, caller: &Caller) -> Result<bool> {
    let mut tx = db.identity_of(caller.person_id).await?;
    calendars::has_mine(tx.conn(), caller.person_id).await
}

/// Whether the actor has an address of the project of this key.
pub async fn has_of_project(db: &Db, actor: &Actor, key: &str) -> Result<bool> {
    let mut tx = db.view(actor).await?;
    let project = load_for(&mut tx, actor, Action::View, Which::Key(key)).await?.project;
    calendars::has_of_project(&mut tx, project.id).await
}
