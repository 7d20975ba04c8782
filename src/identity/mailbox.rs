//! Mail on its way out, and the mailbox that development mode shows.

use super::store;
use crate::{
    Error, Result, clock,
    database::Db,
    ids::{MailId, PersonId, WorkspaceId},
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// One mail, as it goes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub id: MailId,
    pub recipient: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Whom it tells what of which workspace; nothing for mails of the account.
    pub about: Option<(WorkspaceId, PersonId)>,
    /// Where mails of this kind can be stopped.
    pub unsubscribe: Option<String>,
    /// Mails of one thread are kept together.
    pub thread: Option<String>,
}

/// A mail that has not gone out yet; nothing if it has.
pub async fn letter_to_send(db: &Db, id: MailId) -> Result<Option<Letter>> {
    let mut tx = db.identity().await?;
    store::mail::unsent(tx.conn(), id).await
}

pub async fn mark_sent(db: &Db, id: MailId, now: OffsetDateTime) -> Result<()> {
    let mut tx = db.identity().await?;
    store::mail::mark_sent(tx.conn(), id, now).await?;
    tx.commit().await
}

/// The newest hundred mails, and when each was written. Development mode alone shows them: the caller
/// says so.
pub async fn mailbox(db: &Db, development: bool) -> Result<Vec<(Letter, String)>> {
    if !development {
        return Err(Error::NotFound);
    }
    let mut tx = db.identity().await?;
    let mails = store::mail::newest(tx.conn()).await?;
    let now = clock::now();
    Ok(mails.into_iter().map(|(letter, at)| (letter, clock::read_in("UTC", at, now))).collect())
}
