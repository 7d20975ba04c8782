//! Mail goes out by SMTP where it is set; without, it stays in the mailbox that development mode shows.

use atrium::{Error, Result, clock, database::Db, identity, ids::MailId};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    address::AddressError,
    message::{Mailbox, MultiPart},
};

#[derive(Clone, Debug)]
pub struct Post {
    from: Mailbox,
    smtp: Option<AsyncSmtpTransport<Tokio1Executor>>,
}

impl Post {
    /// `smtp` is `smtp://user:password@host:port`, or `smtps://` for TLS from the first byte.
    pub fn new(from: &str, smtp: Option<&str>) -> std::result::Result<Self, String> {
        let from = mailbox(from).map_err(|error| format!("ATRIUM_MAIL_FROM is not an e-mail address: {error}"))?;
        let smtp = smtp
            .map(AsyncSmtpTransport::<Tokio1Executor>::from_url)
            .transpose()
            .map_err(|_| "ATRIUM_SMTP_URL is not of the form smtp://user:password@host:port.".to_owned())?
            .map(lettre::transport::smtp::AsyncSmtpTransportBuilder::build);
        Ok(Self { from, smtp })
    }

    /// Sends a mail once. A mail that has gone out, or that nobody can send, is done with.
    pub async fn deliver(&self, db: &Db, id: MailId) -> Result<()> {
        let Some(smtp) = &self.smtp else { return Ok(()) };
        let Some(letter) = identity::letter_to_send(db, id).await? else { return Ok(()) };
        let to: Mailbox = match letter.recipient.parse() {
            Ok(to) => to,
            Err(error) => {
                tracing::warn!(%error, mail = %id, "a mail has no usable address and is left unsent");
                return Ok(());
            }
        };
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(letter.subject)
            .multipart(MultiPart::alternative_plain_html(letter.text, letter.html))
            .map_err(Error::internal)?;
        smtp.send(message).await.map_err(Error::internal)?;
        identity::mark_sent(db, id, clock::now()).await
    }
}

/// `Name <address>` or just an address. The parser of mailboxes knows no domains in brackets, such as
/// that of the default sender of a server without a name; the one of addresses does.
fn mailbox(text: &str) -> std::result::Result<Mailbox, AddressError> {
    match text.trim().strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((name, address)) => {
            let name = Some(name.trim().trim_matches('"').to_owned()).filter(|name| !name.is_empty());
            Ok(Mailbox::new(name, address.trim().parse()?))
        }
        None => Ok(Mailbox::new(None, text.trim().parse()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_may_have_a_name_and_a_domain_in_brackets() {
        for from in ["Atrium <atrium@[127.0.0.1]>", "atrium@example.org", "\"A team\" <team@example.org>"] {
            assert!(Post::new(from, None).is_ok(), "{from}");
        }
        for from in ["", "Atrium", "Atrium <atrium>", "<>"] {
            assert!(Post::new(from, None).is_err(), "{from}");
        }
    }
}
