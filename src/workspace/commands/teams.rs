use super::turn::{Turn, expect};
use crate::{
    Result,
    actor::Actor,
    database::Db,
    idempotency::{self, Once},
    ids::TeamId,
    text,
    workspace::{policy::Action, store::teams},
};
use serde_json::json;
use time::OffsetDateTime;

/// Makes a team with nobody in it yet.
pub async fn create_team(
    db: &Db,
    actor: &Actor,
    name: &str,
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<TeamId> {
    let name = text::line("name", name, 80)?;
    let mut turn = Turn::take(db, actor, Action::ManageTeams).await?;
    turn.shared()?;
    let id = TeamId::new();
    if let Some(earlier) = idempotency::claim(&mut turn.tx, once, id.uuid()).await? {
        return Ok(earlier.into());
    }
    teams::insert(turn.tx.conn(), actor.workspace_id, id, &name, now).await?;
    turn.finish("team.created", id.uuid(), json!({ "team": name })).await?;
    Ok(id)
}

/// Gives a team another name. Answers with its new version.
pub async fn rename_team(db: &Db, actor: &Actor, id: TeamId, name: &str, expected: Option<i32>) -> Result<i32> {
    let name = text::line("name", name, 80)?;
    let mut turn = Turn::take(db, actor, Action::ManageTeams).await?;
    let team = teams::lock(turn.tx.conn(), actor.workspace_id, id).await?;
    expect(expected, team.version)?;
    if team.name == name {
        return Ok(team.version);
    }
    let version = teams::set_name(turn.tx.conn(), actor.workspace_id, id, &name).await?;
    turn.finish("team.renamed", id.uuid(), json!({ "from": team.name, "team": name })).await?;
    Ok(version)
}

/// Dissolves a team. Its people stay members of the workspace.
pub async fn delete_team(db: &Db, actor: &Actor, id: TeamId) -> Result<()> {
    let mut turn = Turn::take(db, actor, Action::ManageTeams).await?;
    let team = teams::lock(turn.tx.conn(), actor.workspace_id, id).await?;
    teams::delete(turn.tx.conn(), actor.workspace_id, id).await?;
    turn.finish("team.deleted", id.uuid(), json!({ "team": team.name })).await
}
