use super::{
    policy::Action,
    queries::{self, admit},
    store::workspaces::{self, StandingRow},
    workspace::{Kind, WorkspaceCan, WorkspaceSummary, WorkspaceView},
};
use crate::{
    Result,
    actor::{Actor, Caller},
    database::{Db, TenantTx},
};
use time::OffsetDateTime;

/// An actor who looks around in a workspace: the transaction that asked whether they may is the one
/// that reads, and it can do nothing else.
#[derive(Debug)]
pub struct Visit {
    pub actor: Actor,
    pub tx: TenantTx,
}

impl Visit {
    /// Lets the caller into the workspace of that address, on the terms of [`super::enter`].
    pub async fn begin(db: &Db, caller: &Caller, slug: &str) -> Result<Self> {
        let mut tx = db.reading(caller.person_id).await?;
        let standing = workspaces::standing_by_slug(tx.conn(), slug, caller.person_id).await?;
        let actor = admit(caller, standing)?;
        Ok(Self { actor, tx: tx.into_tenant(&actor).await? })
    }

    /// The same, where the caller's workspaces are shown as well.
    pub async fn begin_among_mine(
        db: &Db,
        caller: &Caller,
        slug: &str,
        now: OffsetDateTime,
    ) -> Result<(Vec<WorkspaceSummary>, Self)> {
        let mut tx = db.reading(caller.person_id).await?;
        let mine = queries::mine(tx.conn(), caller, now).await?;
        let here = mine.iter().find(|one| one.slug == slug && one.deleted_at.is_none());
        let standing = here.map(|one| StandingRow { workspace_id: one.id, role: one.role, suspended: one.suspended });
        let actor = admit(caller, standing)?;
        Ok((mine, Self { actor, tx: tx.into_tenant(&actor).await? }))
    }

    /// The workspace, with what the actor may do in it.
    pub async fn workspace(&mut self) -> Result<WorkspaceView> {
        view_in(&mut self.tx, &self.actor).await
    }
}

pub(super) async fn view_in(tx: &mut TenantTx, actor: &Actor) -> Result<WorkspaceView> {
    queries::check(actor, Action::View)?;
    let row = workspaces::get(tx.conn(), actor.workspace_id).await?;
    let kind = Kind::from_name(&row.kind);
    Ok(WorkspaceView {
        id: actor.workspace_id,
        slug: row.slug,
        name: row.name,
        kind,
        version: row.version,
        created_at: row.created_at,
        seats: row.seats,
        role: actor.role,
        can: WorkspaceCan::of(actor.role, kind, actor.caller.may_write()),
    })
}
