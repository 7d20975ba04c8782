use crate::{
    Result,
    actor::{Actor, Caller},
    boards::{
        commands::record,
        policy::Action,
        store::{
            access::{Which, load_for},
            calendars,
        },
    },
    database::Db,
    identity::{self, account},
    ids::ProjectId,
    secret,
};
use serde_json::json;

/// By which an address is known for one of ours, to scanners for leaked secrets.
const PREFIX: &str = "cal_";

/// Makes the address of the caller's own tasks, in place of the one before. The secret is told this once.
pub async fn make_mine(db: &Db, caller: &Caller) -> Result<String> {
    let fresh = secret::generate(PREFIX)?;
    let mut tx = account::begin(db, caller, identity::Action::MakeCalendar).await?;
    calendars::put_mine(tx.conn(), caller.person_id, &secret::hash(&fresh)).await?;
    account::finish(tx, "calendar.made", caller.person_id.uuid(), json!({})).await?;
    Ok(fresh)
}

/// Ends the address of the caller's own tasks. Ending none is no fault.
pub async fn revoke_mine(db: &Db, caller: &Caller) -> Result<()> {
    let mut tx = account::begin(db, caller, identity::Action::RevokeCalendar).await?;
    if calendars::delete_mine(tx.conn(), caller.person_id).await? {
        account::finish(tx, "calendar.revoked", caller.person_id.uuid(), json!({})).await?;
    }
    Ok(())
}

/// Makes the actor's address of a project, in place of the one before. The secret is told this once.
pub async fn make_of_project(db: &Db, actor: &Actor, project_id: ProjectId) -> Result<String> {
    let fresh = secret::generate(PREFIX)?;
    let mut tx = db.tenant(actor).await?;
    demand_person(actor)?;
    let project = load_for(&mut tx, actor, Action::View, Which::Project(project_id)).await?.project;
    calendars::put_of_project(&mut tx, project_id, &secret::hash(&fresh)).await?;
    record(&mut tx, "calendar.made", project_id, project_id.uuid(), json!({ "name": project.name })).await?;
    tx.commit().await?;
    Ok(fresh)
}

/// Ends the actor's address of a project. Ending none is no fault.
pub async fn revoke_of_project(db: &Db, actor: &Actor, project_id: ProjectId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    demand_person(actor)?;
    let project = load_for(&mut tx, actor, Action::View, Which::Project(project_id)).await?.project;
    if calendars::delete_of_project(&mut tx, project_id).await? {
        record(&mut tx, "calendar.revoked", project_id, project_id.uuid(), json!({ "name": project.name })).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// A token that leaked must not be able to outlive its revocation by making an address.
fn demand_person(actor: &Actor) -> Result<()> {
    account::check(&actor.caller, identity::Action::MakeCalendar)
}
