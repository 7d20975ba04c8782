use super::{call, demand_version, record, task_key};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        comment::parse_body,
        policy::Action,
        project::Project,
        store::{
            access::{Access, Which, load_for},
            comments, tasks,
        },
    },
    database::{Db, TenantTx},
    idempotency::{self, Once},
    ids::{CommentId, PersonId, TaskId},
};
use serde_json::json;

pub async fn add_comment(
    db: &Db,
    actor: &Actor,
    task_id: TaskId,
    body: &str,
    once: Option<&Once>,
) -> Result<CommentId> {
    let body = parse_body(body)?;
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::Comment, Which::Task(task_id)).await?.project;
    let id = CommentId::new();
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return Ok(earlier.into());
    }
    comments::insert(&mut tx, id, task_id, &body).await?;
    say(&mut tx, "comment.added", &project, (task_id, id), ("", &body)).await?;
    tx.commit().await?;
    Ok(id)
}

/// One's own comment, or anybody's for who may moderate.
fn demand_authorship(access: &Access, actor: &Actor, author: PersonId) -> Result<()> {
    if author == actor.person_id() || access.allows(Action::Moderate) { Ok(()) } else { Err(Error::Forbidden) }
}

pub async fn edit_comment(
    db: &Db,
    actor: &Actor,
    comment_id: CommentId,
    body: &str,
    expected: Option<i32>,
) -> Result<()> {
    let body = parse_body(body)?;
    let mut tx = db.tenant(actor).await?;
    let access = load_for(&mut tx, actor, Action::Comment, Which::Comment(comment_id)).await?;
    let (task_id, author, version) = comments::lock(&mut tx, comment_id).await?;
    demand_authorship(&access, actor, author)?;
    demand_version(version, expected)?;
    let before = comments::body(&mut tx, comment_id).await?;
    comments::update(&mut tx, comment_id, &body).await?;
    say(&mut tx, "comment.edited", &access.project, (task_id, comment_id), (&before, &body)).await?;
    tx.commit().await
}

pub async fn remove_comment(db: &Db, actor: &Actor, comment_id: CommentId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let access = load_for(&mut tx, actor, Action::Comment, Which::Comment(comment_id)).await?;
    let (task_id, author, _) = comments::lock(&mut tx, comment_id).await?;
    demand_authorship(&access, actor, author)?;
    comments::delete(&mut tx, comment_id).await?;
    say(&mut tx, "comment.removed", &access.project, (task_id, comment_id), ("", "")).await?;
    tx.commit().await
}

/// The event of a comment, which may call people by what it says now and did not say before.
pub(super) async fn say(
    tx: &mut TenantTx,
    kind: &str,
    project: &Project,
    (task_id, id): (TaskId, CommentId),
    text: (&str, &str),
) -> Result<()> {
    let task = tasks::find(tx, task_id).await?;
    let mut data = json!({ "key": task_key(project, task.number), "title": task.title, "comment_id": id });
    call(tx, (task_id, project.id), text, &mut data).await?;
    record(tx, kind, project.id, task_id.uuid(), data).await
}
