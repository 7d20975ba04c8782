use crate::{
    Error, Result,
    actor::{Caller, Proof},
    database::Db,
    identity::{account, policy::Action, store},
    ids::SessionId,
};
use serde_json::json;
use time::OffsetDateTime;

/// Signs one device of the caller out.
pub async fn end_session(db: &Db, caller: &Caller, id: SessionId, now: OffsetDateTime) -> Result<()> {
    let mut tx = account::begin(db, caller, Action::EndSession).await?;
    if !store::sessions::end(tx.conn(), caller.person_id, id, now).await? {
        return Err(Error::NotFound);
    }
    account::finish(tx, "session.ended", id.uuid(), json!({})).await
}

/// Signs every other device of the caller out, and says how many that were.
pub async fn end_other_sessions(db: &Db, caller: &Caller, now: OffsetDateTime) -> Result<u64> {
    let mut tx = account::begin(db, caller, Action::EndSession).await?;
    let kept = match caller.proof {
        Proof::Session(id) => Some(id),
        Proof::Token { .. } | Proof::CalendarAddress | Proof::Operator => None,
    };
    let ended = store::sessions::end_all_but(tx.conn(), caller.person_id, kept, now).await?;
    if ended > 0 {
        account::finish(tx, "session.others_ended", caller.person_id.uuid(), json!({ "count": ended })).await?;
    }
    Ok(ended)
}
