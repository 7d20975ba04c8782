use super::turn::Turn;
use crate::{
    Error, Result,
    actor::Actor,
    database::Db,
    ids::{PersonId, TeamId},
    workspace::{policy::Action, store::teams},
};
use serde_json::json;

/// Adds a member of the workspace to a team. Asked for twice, it stays as it is.
pub async fn add_team_member(db: &Db, actor: &Actor, team_id: TeamId, person: PersonId) -> Result<()> {
    let mut turn = Turn::take(db, actor, Action::ManageTeams).await?;
    let team = teams::lock(turn.tx.conn(), actor.workspace_id, team_id).await?;
    let missing = || Error::invalid("person", "Only members of this workspace can join a team.");
    let standing = turn.present(person).await.map_err(|_| missing())?;
    if !teams::add(turn.tx.conn(), actor.workspace_id, team_id, person).await? {
        return Ok(());
    }
    let data = json!({ "team": team.name, "person_id": person, "name": standing.name });
    turn.finish("team.member_added", team_id.uuid(), data).await
}

/// Takes a person out of a team. Asked for twice, it stays as it is.
pub async fn remove_team_member(db: &Db, actor: &Actor, team_id: TeamId, person: PersonId) -> Result<()> {
    let mut turn = Turn::take(db, actor, Action::ManageTeams).await?;
    let team = teams::lock(turn.tx.conn(), actor.workspace_id, team_id).await?;
    if !teams::remove(turn.tx.conn(), actor.workspace_id, team_id, person).await? {
        return Ok(());
    }
    let name = turn.present(person).await?.name;
    let data = json!({ "team": team.name, "person_id": person, "name": name });
    turn.finish("team.member_removed", team_id.uuid(), data).await
}

/// Says whether a person of the team leads it. A team can have several leads, or none.
pub async fn set_team_lead(db: &Db, actor: &Actor, team_id: TeamId, person: PersonId, lead: bool) -> Result<()> {
    let mut turn = Turn::take(db, actor, Action::ManageTeams).await?;
    let team = teams::lock(turn.tx.conn(), actor.workspace_id, team_id).await?;
    if !teams::set_lead(turn.tx.conn(), actor.workspace_id, team_id, person, lead).await? {
        return Err(Error::NotFound);
    }
    let name = turn.present(person).await?.name;
    let data = json!({ "team": team.name, "person_id": person, "name": name, "lead": lead });
    turn.finish("team.lead_set", team_id.uuid(), data).await
}
