//! The mails of accounts and invitations: a few sentences and one link, as text and as HTML.

use super::store;
use crate::{
    Result,
    ids::{MailId, PersonId, WorkspaceId},
};
use sqlx::PgConnection;

/// One mail before it is written down.
pub struct Letter<'a> {
    pub to: &'a str,
    pub subject: String,
    pub sentences: Vec<String>,
    /// What the link does, and where it leads.
    pub link: (&'a str, String),
    pub closing: String,
}

/// Puts the letter in the mail table. The caller enqueues its job in the same transaction.
pub async fn write(conn: &mut PgConnection, letter: &Letter<'_>) -> Result<MailId> {
    let written = Written {
        to: letter.to,
        subject: letter.subject.clone(),
        text: letter.text(),
        html: letter.html(),
        about: None,
        unsubscribe: None,
        thread: None,
    };
    keep(conn, &written).await
}

/// A mail whose words are made.
pub struct Written<'a> {
    pub to: &'a str,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Whom it tells what of which workspace, where that is so: their rights are looked at again when it is sent.
    pub about: Option<(WorkspaceId, PersonId)>,
    /// Where mails of this kind can be stopped.
    pub unsubscribe: Option<&'a str>,
    /// What it belongs to: mails of one thread are kept together.
    pub thread: Option<&'a str>,
}

/// Puts a mail in its table. The caller enqueues its job in the same transaction.
pub async fn keep(conn: &mut PgConnection, written: &Written<'_>) -> Result<MailId> {
    let id = MailId::new();
    store::mail::insert(conn, id, written).await?;
    Ok(id)
}

impl Letter<'_> {
    fn text(&self) -> String {
        let (label, address) = &self.link;
        format!("{}\n\n{label}:\n{address}\n\n{}\n", self.sentences.join("\n\n"), self.closing)
    }

    fn html(&self) -> String {
        let (label, address) = &self.link;
        let sentences = self.sentences.iter().map(String::as_str).map(escape).collect::<Vec<_>>().join("</p><p>");
        format!(
            "<!doctype html><html lang=\"en\"><body style=\"font: 16px/1.6 system-ui, sans-serif\"><p>{sentences}</p>\
             <p><a href=\"{}\">{}</a></p><p style=\"color: #666\">{}</p></body></html>",
            escape(address),
            escape(label),
            escape(&self.closing),
        )
    }
}

pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::Letter;

    #[test]
    fn names_cannot_write_html_into_a_letter() {
        let letter = Letter {
            to: "ada@example.org",
            subject: "Hello".into(),
            sentences: vec!["<b>Mallory</b> & co. invites you.".into()],
            link: ("Join", "https://a.test/invite/x\"y".into()),
            closing: "Bye".into(),
        };
        assert!(letter.html().contains("&lt;b&gt;Mallory&lt;/b&gt; &amp; co."));
        assert!(letter.html().contains("x&quot;y"));
        assert!(letter.text().contains("<b>Mallory</b>"));
    }
}
