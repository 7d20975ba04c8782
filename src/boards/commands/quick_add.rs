use super::tasks::{NewTask, create_task};
use crate::{
    Result,
    actor::Actor,
    boards::{
        board::Vocabulary,
        policy::Action,
        store::{
            access::{Which, load_for},
            vocabulary,
        },
        task::Card,
    },
    database::Db,
    idempotency::Once,
    ids::{ColumnId, ProjectId},
};
use time::OffsetDateTime;

/// Adds a task that is written in one line, such as "Fix the till Friday @anna #bug !high".
pub async fn quick_add(
    db: &Db,
    actor: &Actor,
    project_id: ProjectId,
    (text, column_id): (&str, Option<ColumnId>),
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<Card> {
    let understood = understand(db, actor, project_id, now).await?.read(text);
    let new = NewTask {
        due_on: understood.due_on(),
        priority: understood.priority(),
        assignees: understood.assignees(),
        labels: understood.labels(),
        title: understood.title,
        column_id,
        ..NewTask::default()
    };
    create_task(db, actor, project_id, new, once).await
}

async fn understand(db: &Db, actor: &Actor, project_id: ProjectId, now: OffsetDateTime) -> Result<Vocabulary> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::EditTasks, Which::Project(project_id)).await?;
    vocabulary::of_project(&mut tx, project_id, now).await
}
