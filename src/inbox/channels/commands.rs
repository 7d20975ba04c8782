use super::{Settings, store};
use crate::{
    Result,
    actor::Caller,
    database::Db,
    identity::{self, account},
};
use serde_json::json;

/// How the caller wants to be told.
pub async fn settings(db: &Db, caller: &Caller) -> Result<Settings> {
    account::check(caller, identity::Action::SeeNotifications)?;
    let mut tx = db.identity_of(caller.person_id).await?;
    store::settings(tx.conn(), caller.person_id).await
}

/// Chooses how the caller is told, from now on and of what still waits to go out.
pub async fn set_settings(db: &Db, caller: &Caller, settings: &Settings) -> Result<()> {
    settings.check()?;
    let mut tx = account::begin(db, caller, identity::Action::SetNotifications).await?;
    store::set(tx.conn(), caller.person_id, settings).await?;
    account::finish(tx, "notifications.set", caller.person_id.uuid(), json!({})).await
}
