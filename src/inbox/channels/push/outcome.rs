use super::message::{LIFE, Message};
use crate::{
    Result,
    database::{Db, IdentityTx},
    ids::PushId,
    inbox::channels::store::push,
    jobs::{Job, enqueue_outside_at},
};
use time::{Duration, OffsetDateTime};

const FIRST_PAUSE: Duration = Duration::seconds(30);
const LONGEST_PAUSE: Duration = Duration::hours(2);

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The service has it.
    Taken,
    /// The browser is not subscribed any more.
    Gone,
    /// The service will not have it, however often it is asked.
    Refused,
    /// It is to be asked again, not before this has passed if it said so.
    Again(Option<Duration>),
}

impl Outcome {
    pub fn of(status: u16, retry_after: Option<Duration>) -> Self {
        match status {
            200..=299 => Self::Taken,
            404 | 410 => Self::Gone,
            429 | 500..=599 => Self::Again(retry_after),
            _ => Self::Refused,
        }
    }
}

/// Notes what became of a message: it is forgotten, its device is, or it is tried again later.
pub async fn settle(db: &Db, message: &Message, outcome: Outcome, now: OffsetDateTime) -> Result<()> {
    let mut tx = db.identity().await?;
    match outcome {
        Outcome::Taken => push::taken(tx.conn(), message.id, now).await?,
        Outcome::Gone => push::device_is_gone(tx.conn(), message.id).await?,
        Outcome::Refused => push::forget(tx.conn(), message.id).await?,
        Outcome::Again(asked) => {
            let at = now + pause(message.tries, asked);
            if at < message.written + LIFE {
                again(&mut tx, message.id, message.tries, at).await?;
            } else {
                push::forget(tx.conn(), message.id).await?;
            }
        }
    }
    tx.commit().await
}

/// Has a message wait until then.
pub async fn put_off(db: &Db, id: PushId, tries: i16, until: OffsetDateTime) -> Result<()> {
    let mut tx = db.identity().await?;
    again(&mut tx, id, tries, until).await?;
    tx.commit().await
}

async fn again(tx: &mut IdentityTx, id: PushId, tries: i16, at: OffsetDateTime) -> Result<()> {
    let tries = tries.saturating_add(1);
    push::tried(tx.conn(), id, tries).await?;
    enqueue_outside_at(tx, &Job::SendPush { push_id: id, tries }, at).await
}

/// Twice as long each time, and never shorter than the service asked for.
fn pause(tries: i16, asked: Option<Duration>) -> Duration {
    let own = FIRST_PAUSE * 2_i32.pow(u32::try_from(tries.clamp(0, 10)).unwrap_or_default());
    own.min(LONGEST_PAUSE).max(asked.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_doubles_and_is_never_shorter_than_asked() {
        assert_eq!(pause(0, None), Duration::seconds(30));
        assert_eq!(pause(3, None), Duration::minutes(4));
        assert_eq!(pause(30_000, None), LONGEST_PAUSE);
        assert_eq!(pause(0, Some(Duration::minutes(10))), Duration::minutes(10));
        assert_eq!(pause(9, Some(Duration::seconds(1))), LONGEST_PAUSE);
    }

    #[test]
    fn a_redirect_is_refused_and_a_busy_service_asked_again() {
        assert_eq!(Outcome::of(201, None), Outcome::Taken);
        assert_eq!([404, 410].map(|status| Outcome::of(status, None)), [Outcome::Gone; 2]);
        assert_eq!([302, 307, 400, 413].map(|status| Outcome::of(status, None)), [Outcome::Refused; 4]);
        let minute = Some(Duration::minutes(1));
        assert_eq!([429, 503].map(|status| Outcome::of(status, minute)), [Outcome::Again(minute); 2]);
    }
}
