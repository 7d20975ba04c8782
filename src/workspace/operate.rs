use super::store;
use crate::{
    Error, Result,
    actor::{Actor, Caller, Proof, Role},
    database::Db,
};

/// For the operator at the command line: acts in a workspace as its longest-standing owner.
pub async fn act_as_owner(db: &Db, slug: &str) -> Result<Actor> {
    let mut tx = db.system().await?;
    let (workspace_id, person_id) = store::everywhere::oldest_owner(tx.conn(), slug).await?.ok_or(Error::NotFound)?;
    let caller = Caller { person_id, proof: Proof::Operator };
    Ok(Actor { caller, workspace_id, role: Role::Owner })
}
