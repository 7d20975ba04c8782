//! Mail goes out by SMTP where it is set; without, it stays in the mailbox that development mode shows.

use atrium::{
    Error, Result, clock,
    database::Db,
    identity::{self, Letter},
    ids::MailId,
    inbox::channels,
};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    address::AddressError,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp,
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
            .map(smtp::AsyncSmtpTransportBuilder::build);
        Ok(Self { from, smtp })
    }

    /// Where others can write about what this server sends.
    pub fn contact(&self) -> String {
        format!("mailto:{}", self.from.email)
    }

    /// Sends a mail once. A mail that has gone out, may not go any more, or that nobody can send, is done with. Where
    /// the end of a sending was not seen it is sent again under the same Message-ID, by which receivers know it.
    pub async fn deliver(&self, db: &Db, id: MailId) -> Result<()> {
        let Some(smtp) = &self.smtp else { return Ok(()) };
        let Some(letter) = identity::letter_to_send(db, id).await? else { return Ok(()) };
        if !channels::may_still_go(db, &letter, clock::now()).await? {
            return Ok(());
        }
        let to: Mailbox = match letter.recipient.parse() {
            Ok(to) => to,
            Err(error) => {
                tracing::warn!(%error, mail = %id, "a mail has no usable address and is left unsent");
                return Ok(());
            }
        };
        match smtp.send(self.message(to, letter)?).await {
            Ok(_) => identity::mark_sent(db, id, clock::now()).await,
            Err(error) if no_such_address(&error) => {
                tracing::warn!(%error, mail = %id, "the address of a mail does not exist, and it is left unsent");
                Ok(())
            }
            Err(error) => Err(Error::internal(error)),
        }
    }

    fn message(&self, to: Mailbox, letter: Letter) -> Result<Message> {
        let domain = self.from.email.domain();
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(letter.subject)
            .message_id(Some(format!("<{}@{domain}>", letter.id)));
        let message = match letter.thread {
            Some(thread) => message.references(format!("<{thread}@{domain}>")),
            None => message,
        };
        let mut message =
            message.multipart(MultiPart::alternative_plain_html(letter.text, letter.html)).map_err(Error::internal)?;
        let headers = message.headers_mut();
        let mut add =
            |name, value: String| headers.insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
        add("Auto-Submitted", "auto-generated".to_owned());
        if let Some(stop) = letter.unsubscribe {
            // RFC 8058: a mail program may offer to stop them with one click.
            add("List-Unsubscribe", format!("<{stop}>"));
            add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned());
        }
        Ok(message)
    }
}

/// A refusal for good that names the address as its cause: status 5.1.x of RFC 3463. Whatever else is refused for good,
/// a password of ours for instance, may be mended here, and the mail waits for that.
fn no_such_address(error: &smtp::Error) -> bool {
    let text = error.to_string();
    error.is_permanent() && text.split_whitespace().any(|word| word.starts_with("5.1."))
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
