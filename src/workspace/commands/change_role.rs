use super::turn::{Turn, expect};
use crate::{
    Error, Result,
    actor::{Actor, Role},
    boards::{self, LetGo},
    clock,
    database::Db,
    identity,
    ids::PersonId,
    workspace::{
        policy::{Action, allows, may_grant},
        store::{invitations, members},
    },
};
use serde_json::json;

/// Gives a member another role. Who may not invite any more has not invited either: a link kept back would lead a
/// second account of theirs to the role they lost. Answers with the member's new version.
pub async fn change_role(db: &Db, actor: &Actor, person: PersonId, role: Role, expected: Option<i32>) -> Result<i32> {
    let mut turn = Turn::take(db, actor, Action::ChangeRole).await?;
    turn.shared()?;
    let standing = turn.managed(person).await?;
    if !may_grant(turn.role, role) {
        return Err(Error::Forbidden);
    }
    expect(expected, standing.version)?;
    if standing.role == role {
        return Ok(standing.version);
    }
    turn.keep_an_owner(person, &standing).await?;
    let version = members::set_role(turn.tx.conn(), actor.workspace_id, person, role).await?;
    if role == Role::Guest {
        boards::let_go(&mut turn.tx, person, LetGo::Unshared).await?;
    }
    if !allows(role, Action::Invite) {
        invitations::revoke_of(turn.tx.conn(), actor.workspace_id, person, clock::now()).await?;
    }
    identity::renew_sessions(turn.tx.conn(), person).await?;
    let data = json!({ "name": standing.name, "from": standing.role.name(), "role": role.name() });
    turn.finish("member.role_changed", person.uuid(), data).await?;
    Ok(version)
}
