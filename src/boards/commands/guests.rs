use super::{
    let_go::{LetGo, let_go},
    record,
};
use crate::{
    Error, Result,
    actor::{Actor, Role},
    boards::{
        policy::Action,
        project::GuestLevel,
        store::{
            access::{Which, load_for},
            guests,
        },
    },
    database::{Db, TenantTx},
    identity::Email,
    ids::{PersonId, ProjectId},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct GuestAccess {
    pub person_id: PersonId,
    /// Nothing takes the project away from the guest.
    pub level: Option<GuestLevel>,
}

/// Shares a project with a guest of the workspace, or stops sharing it.
pub async fn set_guest(db: &Db, actor: &Actor, project_id: ProjectId, access: GuestAccess) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    load_for(&mut tx, actor, Action::ShareWithGuests, Which::Project(project_id)).await?;
    share(&mut tx, project_id, access).await?;
    tx.commit().await
}

/// Shares a project with the guest who has this address. Answers with who that is.
pub async fn share_with(
    db: &Db,
    actor: &Actor,
    project_id: ProjectId,
    address: &str,
    level: GuestLevel,
) -> Result<PersonId> {
    let address = Email::parse(address)?;
    let mut tx = db.tenant(actor).await?;
    load_for(&mut tx, actor, Action::ShareWithGuests, Which::Project(project_id)).await?;
    let unknown =
        || Error::invalid("email", "Nobody here has this address. Invite them to the workspace as a guest first.");
    let found = guests::by_address(&mut tx, address.as_str()).await?.ok_or_else(unknown)?;
    if found.role != Role::Guest {
        return Err(Error::invalid("email", format!("{} is a member and sees this project already.", found.name)));
    }
    share(&mut tx, project_id, GuestAccess { person_id: found.id, level: Some(level) }).await?;
    tx.commit().await?;
    Ok(found.id)
}

async fn share(tx: &mut TenantTx, project_id: ProjectId, access: GuestAccess) -> Result<()> {
    if guests::level(tx, project_id, access.person_id).await? == access.level {
        return Ok(());
    }
    guests::set_level(tx, project_id, access.person_id, access.level).await?;
    if access.level.is_none() {
        let_go(tx, access.person_id, LetGo::Project(project_id)).await?;
    }
    let data = json!({ "person_id": access.person_id, "level": access.level });
    record(tx, "guest.changed", project_id, access.person_id.uuid(), data).await
}
