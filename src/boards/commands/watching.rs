use super::task_key;
use crate::{
    Result,
    actor::Actor,
    boards::{
        policy::Action,
        store::{
            access::{Which, load_for},
            tasks, watchers,
        },
    },
    database::{Db, Happening},
    ids::TaskId,
};
use serde_json::json;

/// Has the actor told what happens to a task, or no more. Whoever once said no is not made to watch again by what they
/// do or are given to do. The event is of the person: what others did to the task is its history, who looks on is not.
pub async fn watch_task(db: &Db, actor: &Actor, task_id: TaskId, watching: bool) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::Watch, Which::Task(task_id)).await?.project;
    let task = tasks::lock(&mut tx, task_id).await?;
    if !watchers::set(&mut tx, task_id, watching).await? {
        return Ok(());
    }
    let kind = if watching { "watch.begun" } else { "watch.ended" };
    let data = json!({ "key": task_key(&project, task.number), "title": task.title, "task_id": task_id });
    let subject_id = actor.person_id().uuid();
    tx.record(Happening { kind, project_id: None, subject_id, data }).await?;
    tx.commit().await
}
