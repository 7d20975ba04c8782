//! What waits to go out, and goes when it may: each once, however often it is looked at and by however many servers.
//!
//! One transaction a person: whoever has the person's turn decides, writes the mails and their jobs, and settles what
//! they are about. What was read meanwhile, may not be seen any more or is not wanted any more is settled and sends
//! nothing.

mod decide;
mod letter;
mod mail;
mod recheck;
mod subject;

pub use decide::{Moment, Waiting};
pub use letter::sentence;
pub use recheck::may_still_go;
pub use subject::{About, Subject, subjects};

use super::{
    push,
    store::{self, outgoing},
};
use crate::{
    Result,
    actor::{Caller, Proof},
    database::Db,
    ids::{PersonId, WorkspaceId},
};
use time::OffsetDateTime;

/// Sends out what may go out by now, and answers with how many mails that made. `base_url` is where people reach this
/// server. One person who fails does not keep the others.
pub async fn go_out(db: &Db, base_url: &str, now: OffsetDateTime) -> Result<usize> {
    let mut tx = db.system().await?;
    let people = outgoing::people(tx.conn(), now).await?;
    tx.commit().await?;
    let mut made = 0;
    for (workspace_id, person_id) in people {
        match to_person(db, (workspace_id, person_id), base_url, now).await {
            Ok(mails) => made += mails,
            Err(error) => tracing::error!(%error, %workspace_id, %person_id, "what waits for somebody did not go out"),
        }
    }
    Ok(made)
}

async fn to_person(db: &Db, who: (WorkspaceId, PersonId), base_url: &str, now: OffsetDateTime) -> Result<usize> {
    let caller = Caller { person_id: who.1, proof: Proof::Operator };
    let mut tx = db.tenant_and_identity(who.0, &caller).await?;
    if !outgoing::take_turn(&mut tx).await? {
        return Ok(0);
    }
    let Some(recipient) = outgoing::recipient(&mut tx).await? else {
        outgoing::settle_all(&mut tx).await?;
        tx.commit().await?;
        return Ok(0);
    };
    let settings = store::settings(tx.conn(), who.1).await?;
    let waiting = outgoing::waiting(&mut tx).await?;
    let moment = Moment { settings: &settings, zone: &recipient.time_zone, now };
    let mails = mail::write(&mut tx, &moment, &recipient, &waiting, base_url).await?;
    push::write(&mut tx, &moment, &waiting).await?;
    tx.commit().await?;
    Ok(mails)
}
