//! Sends messages to push services: to public addresses alone, over https, without following where they point.

use crate::outbound::{Lost, Outbound};
use atrium::{
    Result, clock,
    database::Db,
    ids::PushId,
    inbox::channels::push::{self, Message, Outcome},
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc2822};

/// The longest pause that a service may ask for.
const LONGEST_PAUSE: Duration = Duration::hours(6);

#[derive(Clone, Debug)]
pub struct Push {
    outbound: Outbound,
    /// Whom a service can write to about this server.
    contact: String,
}

impl Push {
    pub fn new(outbound: Outbound, contact: String) -> Self {
        Self { outbound, contact }
    }

    /// Sends a message once, and notes what became of it. What is over sends nothing.
    pub async fn send(&self, db: &Db, id: PushId) -> Result<()> {
        let Some(message) = push::message_to_send(db, id, &self.contact, clock::now()).await? else { return Ok(()) };
        let body = Bytes::from(message.body.clone());
        let outcome = match self.outbound.post(&message.endpoint, headers_of(&message), body, 0).await {
            Ok(answer) => {
                let now = clock::now();
                let outcome = Outcome::of(answer.status, retry_after(&answer.headers, now));
                if outcome == Outcome::Refused {
                    tracing::warn!(status = answer.status, push = %id, "a push service refused a message");
                }
                outcome
            }
            // The address leads where nothing may be sent: there is no use in asking again.
            Err(Lost::Refused) => Outcome::Gone,
            Err(_) => Outcome::Again(None),
        };
        push::settle(db, &message, outcome, clock::now()).await
    }
}

fn headers_of(message: &Message) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("aes128gcm"));
    headers.insert("ttl", HeaderValue::from(message.ttl));
    headers.insert("urgency", HeaderValue::from_static(message.urgency));
    for (name, value) in [("authorization", &message.authorization), ("topic", &message.topic)] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    headers
}

/// Seconds, or a date, as RFC 9110 has it.
fn retry_after(headers: &HeaderMap, now: OffsetDateTime) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let pause = match text.parse::<u32>() {
        Ok(seconds) => Duration::seconds(seconds.into()),
        Err(_) => OffsetDateTime::parse(&text.replace("GMT", "+0000"), &Rfc2822).ok()? - now,
    };
    Some(pause.clamp(Duration::ZERO, LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_pause_is_asked_for_in_seconds_or_by_a_date_and_never_for_ever() {
        let now = datetime!(2026-11-21 12:00 UTC);
        let asked = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RETRY_AFTER, HeaderValue::from_str(text).unwrap());
            retry_after(&headers, now)
        };
        assert_eq!(asked("90"), Some(Duration::seconds(90)));
        assert_eq!(asked("Sat, 21 Nov 2026 12:05:00 GMT"), Some(Duration::minutes(5)));
        assert_eq!(asked("Sat, 21 Nov 2026 11:05:00 GMT"), Some(Duration::ZERO));
        assert_eq!(asked("4000000000"), Some(LONGEST_PAUSE));
        assert_eq!(asked("soon"), None);
    }
}
