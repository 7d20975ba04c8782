use super::turn::{Turn, expect};
use crate::{
    Result,
    actor::Actor,
    database::Db,
    text,
    workspace::{policy::Action, store::workspaces},
};
use serde_json::json;

/// Gives the workspace another name. Its address stays. Answers with the new version.
pub async fn rename(db: &Db, actor: &Actor, name: &str, expected: Option<i32>) -> Result<i32> {
    let name = text::line("name", name, 80)?;
    let mut turn = Turn::take(db, actor, Action::Rename).await?;
    expect(expected, turn.workspace.version)?;
    if turn.workspace.name == name {
        return Ok(turn.workspace.version);
    }
    let version = workspaces::set_name(turn.tx.conn(), actor.workspace_id, &name).await?;
    let data = json!({ "from": turn.workspace.name, "name": name });
    turn.finish("workspace.renamed", actor.workspace_id.uuid(), data).await?;
    Ok(version)
}
