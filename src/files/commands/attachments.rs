use crate::{
    Result,
    actor::Actor,
    database::Db,
    files::{
        Holder,
        holder::{Act, Want, enter, tell},
        store::attachments,
    },
    ids::AttachmentId,
    jobs::{self, Job},
};

/// Takes a file off a task or a page, for whoever may edit that. Its content goes with the last of its attachments.
pub async fn remove_attachment(db: &Db, actor: &Actor, holder: impl Into<Holder>, id: AttachmentId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let holder = holder.into();
    let held = enter(&mut tx, actor, holder, Want::Change).await?;
    let found = attachments::lock(&mut tx, holder, id).await?;
    attachments::delete(&mut tx, id).await?;
    let drop = Job::DropFile { workspace_id: actor.workspace_id, file_id: found.file_id };
    jobs::enqueue(&mut tx, &drop).await?;
    tell(&mut tx, &held, Act::Removed, (id, &found.name)).await?;
    tx.commit().await
}
