//! Mail on its way out, and the mailbox that development mode shows.

use crate::{Error, Result, clock, database::Db, ids::MailId};
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
}

/// A mail that has not gone out yet; nothing if it has.
pub async fn letter_to_send(db: &Db, id: MailId) -> Result<Option<Letter>> {
    let mut tx = db.identity().await?;
    let letter = sqlx::query_as!(
        Letter,
        r#"select id as "id: MailId", recipient, subject, body_text as text, body_html as html
           from mail
           where id = $1 and sent_at is null"#,
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(letter)
}

pub async fn mark_sent(db: &Db, id: MailId, now: OffsetDateTime) -> Result<()> {
    let mut tx = db.identity().await?;
    sqlx::query!("update mail set sent_at = $2 where id = $1", id.uuid(), now).execute(tx.conn()).await?;
    tx.commit().await
}

/// The newest hundred mails. Development mode alone shows them: the caller says so.
pub async fn mailbox(db: &Db, development: bool) -> Result<Vec<(Letter, String)>> {
    if !development {
        return Err(Error::NotFound);
    }
    let mut tx = db.identity().await?;
    let rows = sqlx::query!(
        r#"select id as "id: MailId", recipient, subject, body_text, body_html, created_at
           from mail
           order by created_at desc, id desc
           limit 100"#
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let when = clock::read_in("UTC", row.created_at, clock::now());
            let letter = Letter {
                id: row.id,
                recipient: row.recipient,
                subject: row.subject,
                text: row.body_text,
                html: row.body_html,
            };
            (letter, when)
        })
        .collect())
}
