use super::record;
use crate::{
    Result,
    actor::Actor,
    boards::{
        policy::Action,
        project::GuestLevel,
        store::{
            access::{Which, load_for},
            projects,
        },
    },
    database::Db,
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
    projects::set_guest(&mut tx, project_id, access.person_id, access.level).await?;
    let data = json!({ "person_id": access.person_id, "level": access.level });
    record(&mut tx, "guest.changed", project_id, access.person_id.uuid(), data).await?;
    tx.commit().await
}
