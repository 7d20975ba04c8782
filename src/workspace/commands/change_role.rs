use super::turn::{Turn, expect};
use crate::{
    Error, Result,
    actor::{Actor, Role},
    boards::{self, LetGo},
    database::Db,
    identity,
    ids::PersonId,
    workspace::{
        policy::{Action, may_grant},
        store::members,
    },
};
use serde_json::json;

/// Gives a member another role. Answers with the member's new version.
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
    identity::renew_sessions(turn.tx.conn(), person).await?;
    let data = json!({ "name": standing.name, "from": standing.role.name(), "role": role.name() });
    turn.finish("member.role_changed", person.uuid(), data).await?;
    Ok(version)
}
