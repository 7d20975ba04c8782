use super::{hue, record};
use crate::{
    Result,
    actor::Actor,
    boards::{
        policy::Action,
        project::Label,
        store::{
            access::{Which, load_for},
            projects,
        },
    },
    database::Db,
    idempotency::{self, Once},
    ids::{LabelId, ProjectId},
    text,
};
use serde_json::json;

pub async fn add_label(
    db: &Db,
    actor: &Actor,
    project_id: ProjectId,
    name: &str,
    colour: i16,
    once: Option<&Once>,
) -> Result<Label> {
    let label = Label { id: LabelId::new(), name: text::line("name", name, 40)?, hue: hue(colour)? };
    let mut tx = db.tenant(actor).await?;
    load_for(&mut tx, actor, Action::EditTasks, Which::Project(project_id)).await?;
    if let Some(earlier) = idempotency::claim(&mut tx, once, label.id.uuid()).await? {
        return projects::label(&mut tx, earlier.into()).await;
    }
    projects::insert_label(&mut tx, project_id, &label).await?;
    record(&mut tx, "label.created", project_id, label.id.uuid(), json!({ "name": label.name })).await?;
    tx.commit().await?;
    Ok(label)
}

pub async fn edit_label(db: &Db, actor: &Actor, label_id: LabelId, name: &str, colour: i16) -> Result<Label> {
    let label = Label { id: label_id, name: text::line("name", name, 40)?, hue: hue(colour)? };
    let mut tx = db.tenant(actor).await?;
    let project_id = load_for(&mut tx, actor, Action::EditTasks, Which::Label(label_id)).await?.project.id;
    projects::update_label(&mut tx, &label).await?;
    record(&mut tx, "label.edited", project_id, label_id.uuid(), json!({ "name": label.name })).await?;
    tx.commit().await?;
    Ok(label)
}

/// Takes a label off every task, and away.
pub async fn remove_label(db: &Db, actor: &Actor, label_id: LabelId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let project_id = load_for(&mut tx, actor, Action::EditTasks, Which::Label(label_id)).await?.project.id;
    projects::delete_label(&mut tx, label_id).await?;
    record(&mut tx, "label.removed", project_id, label_id.uuid(), json!({})).await?;
    tx.commit().await
}
