use super::turn::Turn;
use crate::{
    Error, Result,
    actor::{Actor, Caller},
    database::{Db, Happening},
    workspace::{policy::Action, queries::GRACE, store::workspaces},
};
use serde_json::json;
use time::OffsetDateTime;

/// Deletes the workspace for everybody. An owner can restore it for 30 days.
pub async fn delete(db: &Db, actor: &Actor, now: OffsetDateTime) -> Result<()> {
    let mut turn = Turn::take(db, actor, Action::Delete).await?;
    turn.shared()?;
    workspaces::set_deleted(turn.tx.conn(), actor.workspace_id, Some(now)).await?;
    let data = json!({ "name": turn.workspace.name });
    turn.finish("workspace.deleted", actor.workspace_id.uuid(), data).await
}

/// Brings a deleted workspace of the caller's back. To anybody but its owners it is not there.
pub async fn restore(db: &Db, caller: &Caller, slug: &str, now: OffsetDateTime) -> Result<()> {
    let mut tx = db.identity_of(caller.person_id).await?;
    let id =
        workspaces::deleted_by_slug(tx.conn(), slug, caller.person_id, now - GRACE).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;

    let mut tx = db.tenant_and_identity(id, caller).await?;
    let turn = workspaces::take_turn(tx.conn(), id).await?;
    if !turn.deleted {
        return Ok(());
    }
    workspaces::set_deleted(tx.conn(), id, None).await?;
    tx.record(Happening {
        kind: "workspace.restored",
        project_id: None,
        subject_id: id.uuid(),
        data: json!({ "name": turn.name }),
    })
    .await?;
    tx.commit().await
}
