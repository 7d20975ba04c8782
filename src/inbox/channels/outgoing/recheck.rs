use crate::{
    Result,
    actor::{Caller, Proof},
    database::Db,
    identity::Letter,
    inbox::channels::{
        Reasons,
        store::{self, outgoing},
    },
};
use time::OffsetDateTime;

/// Whether a mail that waited may still go to whom it is for: they stand in the workspace, see each of its tasks and
/// want such mails. If not, it is taken back, and what may still be told of it goes out anew.
pub async fn may_still_go(db: &Db, letter: &Letter, now: OffsetDateTime) -> Result<bool> {
    let Some((workspace_id, person_id)) = letter.about else { return Ok(true) };
    let caller = Caller { person_id, proof: Proof::Operator };
    let mut tx = db.tenant_and_identity(workspace_id, &caller).await?;
    let wanted = store::settings(tx.conn(), person_id).await?.mail != Reasons::default();
    let welcome = outgoing::recipient(&mut tx).await?.is_some();
    if wanted && welcome && !outgoing::tells_too_much(&mut tx, letter.id).await? {
        return Ok(true);
    }
    outgoing::take_back(&mut tx, letter.id, now).await?;
    tx.commit().await?;
    Ok(false)
}
