use crate::{Result, identity::mailbox::Letter, ids::MailId};
use sqlx::PgConnection;
use time::OffsetDateTime;

pub async fn insert(
    conn: &mut PgConnection,
    id: MailId,
    recipient: &str,
    subject: &str,
    text: &str,
    html: &str,
) -> Result<()> {
    sqlx::query!(
        "insert into mail (id, recipient, subject, body_text, body_html)
         values ($1, $2, $3, $4, $5)",
        id.uuid(),
        recipient,
        subject,
        text,
        html,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The mail, unless it has gone out.
pub async fn unsent(conn: &mut PgConnection, id: MailId) -> Result<Option<Letter>> {
    Ok(sqlx::query_as!(
        Letter,
        r#"select id as "id: MailId", recipient, subject, body_text as text, body_html as html
           from mail
           where id = $1 and sent_at is null"#,
        id.uuid(),
    )
    .fetch_optional(conn)
    .await?)
}

pub async fn mark_sent(conn: &mut PgConnection, id: MailId, now: OffsetDateTime) -> Result<()> {
    sqlx::query!("update mail set sent_at = $2 where id = $1", id.uuid(), now).execute(conn).await?;
    Ok(())
}

/// The newest hundred mails, with when each was written.
pub async fn newest(conn: &mut PgConnection) -> Result<Vec<(Letter, OffsetDateTime)>> {
    let rows = sqlx::query!(
        r#"select id as "id: MailId", recipient, subject, body_text, body_html, created_at
           from mail
           order by created_at desc, id desc
           limit 100"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let letter = Letter {
                id: row.id,
                recipient: row.recipient,
                subject: row.subject,
                text: row.body_text,
                html: row.body_html,
            };
            (letter, row.created_at)
        })
        .collect())
}
