use super::turn::Turn;
use crate::{
    Error, Result,
    actor::Actor,
    database::Db,
    ids::PersonId,
    workspace::{policy::Action, store::members},
};
use serde_json::json;

/// Says to whom a member reports, or that it is nobody.
pub async fn set_manager(db: &Db, actor: &Actor, person: PersonId, manager: Option<PersonId>) -> Result<()> {
    let mut turn = Turn::take(db, actor, Action::SetManager).await?;
    let standing = turn.present(person).await?;
    let mut manager_name = None;
    if let Some(manager) = manager {
        let missing = || Error::invalid("manager", "The manager must be a member of this workspace.");
        manager_name = Some(turn.present(manager).await.map_err(|_| missing())?.name);
        if members::is_above(turn.tx.conn(), actor.workspace_id, person, manager).await? {
            return Err(Error::invalid("manager", "Nobody can report to themselves, not even through others."));
        }
    }
    members::set_manager(turn.tx.conn(), actor.workspace_id, person, manager).await?;
    let data = json!({ "name": standing.name, "manager": manager_name });
    turn.finish("member.manager_set", person.uuid(), data).await
}
