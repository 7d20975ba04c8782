use crate::{
    Result,
    identity::{letter::Written, mailbox::Letter},
    ids::{MailId, PersonId, WorkspaceId},
};
use sqlx::PgConnection;
use time::OffsetDateTime;

pub async fn insert(conn: &mut PgConnection, id: MailId, mail: &Written<'_>) -> Result<()> {
    sqlx::query!(
        "insert into mail
           (id, recipient, subject, body_text, body_html, workspace_id, person_id, unsubscribe, thread)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id.uuid(),
        mail.to,
        mail.subject,
        mail.text,
        mail.html,
        mail.about.map(|about| about.0.uuid()),
        mail.about.map(|about| about.1.uuid()),
        mail.unsubscribe,
        mail.thread,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The mail, unless it has gone out.
pub async fn unsent(conn: &mut PgConnection, id: MailId) -> Result<Option<Letter>> {
    let row = sqlx::query_as!(
        MailRow,
        r#"select id as "id: MailId", recipient, subject, body_text, body_html,
             workspace_id as "workspace_id: WorkspaceId", person_id as "person_id: PersonId", unsubscribe, thread,
             created_at
           from mail
           where id = $1 and sent_at is null"#,
        id.uuid(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Letter::from))
}

pub async fn mark_sent(conn: &mut PgConnection, id: MailId, now: OffsetDateTime) -> Result<()> {
    sqlx::query!("update mail set sent_at = $2 where id = $1", id.uuid(), now).execute(conn).await?;
    Ok(())
}

/// The newest hundred mails, with when each was written.
pub async fn newest(conn: &mut PgConnection) -> Result<Vec<(Letter, OffsetDateTime)>> {
    let rows = sqlx::query_as!(
        MailRow,
        r#"select id as "id: MailId", recipient, subject, body_text, body_html,
             workspace_id as "workspace_id: WorkspaceId", person_id as "person_id: PersonId", unsubscribe, thread,
             created_at
           from mail
           order by created_at desc, id desc
           limit 100"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.created_at, row)).map(|(at, row)| (Letter::from(row), at)).collect())
}

struct MailRow {
    id: MailId,
    recipient: String,
    subject: String,
    body_text: String,
    body_html: String,
    workspace_id: Option<WorkspaceId>,
    person_id: Option<PersonId>,
    unsubscribe: Option<String>,
    thread: Option<String>,
    created_at: OffsetDateTime,
}

impl From<MailRow> for Letter {
    fn from(row: MailRow) -> Self {
        Self {
            id: row.id,
            recipient: row.recipient,
            subject: row.subject,
            text: row.body_text,
            html: row.body_html,
            about: row.workspace_id.zip(row.person_id),
            unsubscribe: row.unsubscribe,
            thread: row.thread,
        }
    }
}
