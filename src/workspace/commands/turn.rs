//! How every change of people begins: in the workspace's turn, on the roles that hold now.

use crate::{
    Error, Result,
    actor::{Actor, Role},
    database::{Db, Happening, TenantTx},
    ids::PersonId,
    workspace::{
        policy::{Action, allows, may_manage},
        store::{
            members::{self, MemberStanding},
            workspaces::{self, TurnRow},
        },
        workspace::Kind,
    },
};
use serde_json::Value;
use uuid::Uuid;

/// A transaction that has the workspace's turn.
pub struct Turn {
    pub tx: TenantTx,
    pub workspace: TurnRow,
    /// The actor's role, read in the turn.
    pub role: Role,
}

impl Turn {
    /// Begins, and checks the action against the role that the actor has now.
    pub async fn take(db: &Db, actor: &Actor, action: Action) -> Result<Self> {
        let mut tx = db.tenant_and_identity(actor.workspace_id, &actor.caller).await?;
        let workspace = workspaces::take_turn(tx.conn(), actor.workspace_id).await?;
        let standing = members::standing(tx.conn(), actor.workspace_id, actor.person_id()).await?;
        let standing = standing.filter(|own| !own.left && !workspace.deleted).ok_or(Error::NotFound)?;
        if standing.suspended || !allows(standing.role, action) {
            return Err(Error::Forbidden);
        }
        Ok(Self { tx, workspace, role: standing.role })
    }

    /// Refuses in a personal space, which has one person.
    pub fn shared(&self) -> Result<()> {
        if Kind::from_name(&self.workspace.kind) == Kind::Personal {
            return Err(Error::invalid("", "Your own space is for you alone. Make a workspace to share."));
        }
        Ok(())
    }

    /// A member whose standing the actor may change.
    pub async fn managed(&mut self, person: PersonId) -> Result<MemberStanding> {
        let standing = self.present(person).await?;
        if may_manage(self.role, standing.role) { Ok(standing) } else { Err(Error::Forbidden) }
    }

    /// A member who has not left.
    pub async fn present(&mut self, person: PersonId) -> Result<MemberStanding> {
        let workspace_id = self.tx.workspace_id();
        members::standing(self.tx.conn(), workspace_id, person)
            .await?
            .filter(|standing| !standing.left)
            .ok_or(Error::NotFound)
    }

    /// Refuses to take the last owner away.
    pub async fn keep_an_owner(&mut self, person: PersonId, standing: &MemberStanding) -> Result<()> {
        let workspace_id = self.tx.workspace_id();
        if standing.role == Role::Owner && members::other_owners(self.tx.conn(), workspace_id, person).await? == 0 {
            return Err(Error::invalid("role", "A workspace needs an owner. Please make somebody else one first."));
        }
        Ok(())
    }

    /// Records what happened and commits.
    pub async fn finish(mut self, kind: &str, subject_id: Uuid, data: Value) -> Result<()> {
        self.tx.record(Happening { kind, project_id: None, subject_id, data }).await?;
        self.tx.commit().await
    }
}

/// Refuses an edit of another version than the one there is.
pub fn expect(expected: Option<i32>, current: i32) -> Result<()> {
    match expected {
        Some(expected) if expected != current => Err(Error::Conflict { current: Some(current) }),
        _ => Ok(()),
    }
}
