use super::turn::Turn;
use crate::{
    Error, Result,
    actor::Actor,
    database::Db,
    identity,
    ids::PersonId,
    workspace::{
        policy::Action,
        store::{invitations, members},
    },
};
use serde_json::json;
use time::OffsetDateTime;

/// Shuts a member out without losing what they made; the invitations they gave out are good no more. Asked for
/// twice, it stays as it is.
pub async fn suspend(db: &Db, actor: &Actor, person: PersonId, now: OffsetDateTime) -> Result<()> {
    if person == actor.person_id() {
        return Err(Error::invalid("", "You cannot suspend yourself. You can leave."));
    }
    set(db, actor, person, Some(now)).await
}

/// Lets a suspended member in again, in the role they had.
pub async fn reinstate(db: &Db, actor: &Actor, person: PersonId) -> Result<()> {
    set(db, actor, person, None).await
}

async fn set(db: &Db, actor: &Actor, person: PersonId, at: Option<OffsetDateTime>) -> Result<()> {
    let mut turn = Turn::take(db, actor, Action::Suspend).await?;
    turn.shared()?;
    let standing = turn.managed(person).await?;
    if standing.suspended == at.is_some() {
        return Ok(());
    }
    if let Some(now) = at {
        turn.keep_an_owner(person, &standing).await?;
        invitations::revoke_of(turn.tx.conn(), actor.workspace_id, person, now).await?;
    }
    members::set_suspended(turn.tx.conn(), actor.workspace_id, person, at).await?;
    identity::renew_sessions(turn.tx.conn(), person).await?;
    let kind = if at.is_some() { "member.suspended" } else { "member.reinstated" };
    turn.finish(kind, person.uuid(), json!({ "name": standing.name })).await
}
