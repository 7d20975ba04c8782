//! A change of one's own account: the account and the record of it, in the person's own space.

use super::{
    policy::{Action, allows},
    store,
};
use crate::{
    Error, Result,
    actor::{Caller, Proof},
    database::{Db, Happening, TenantTx},
};
use serde_json::Value;
use uuid::Uuid;

/// Whether the caller may do this to their account, given how they proved who they are.
pub fn check(caller: &Caller, action: Action) -> Result<()> {
    let by_token = matches!(caller.proof, Proof::Token { .. } | Proof::CalendarAddress);
    if allows(by_token, action) { Ok(()) } else { Err(Error::Forbidden) }
}

/// Begins a change of the caller's account, recorded in their own space.
pub async fn begin(db: &Db, caller: &Caller, action: Action) -> Result<TenantTx> {
    check(caller, action)?;
    let mut tx = db.identity_of(caller.person_id).await?;
    let space = store::people::own_space(tx.conn(), caller.person_id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    db.tenant_and_identity(space, caller).await
}

/// Records the change and commits it.
pub async fn finish(mut tx: TenantTx, kind: &str, subject_id: Uuid, data: Value) -> Result<()> {
    tx.record(Happening { kind, project_id: None, subject_id, data }).await?;
    tx.commit().await
}
