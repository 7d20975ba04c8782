//! Sign-in is slowed by account and by address, and never locked: whoever waits may try again.

use super::{Email, store};
use crate::{Error, Result, secret};
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

/// Tries of one account that cost no waiting.
const FREE_BY_ACCOUNT: i32 = 5;
/// Many people can share one address, so it has more.
const FREE_BY_ADDRESS: i32 = 20;
const LONGEST_SECONDS: i64 = 60;
/// Tries are forgotten after a day without one.
pub const MEMORY: Duration = Duration::days(1);

/// The keys under which the tries of one sign-in are counted. The account's is a hash: the table
/// holds no address that somebody merely typed.
pub struct Keys {
    account: String,
    address: String,
}

impl Keys {
    pub fn new(email: &Email, address: &str) -> Self {
        let digest = data_encoding::HEXLOWER.encode(&secret::hash(email.as_str()));
        Self { account: format!("account:{digest}"), address: of_address(address) }
    }
}

/// How long the next try waits after this many.
fn pause(tries: i32, free: i32) -> Duration {
    match tries - free {
        over if over < 0 => Duration::ZERO,
        over => Duration::seconds(
            1i64.checked_shl(over.unsigned_abs()).unwrap_or(LONGEST_SECONDS).clamp(1, LONGEST_SECONDS),
        ),
    }
}

fn of_address(address: &str) -> String {
    format!("address:{address}")
}

/// Counts a try before the password is looked at, so that many at once cannot slip through.
pub async fn claim(conn: &mut PgConnection, keys: &Keys, now: OffsetDateTime) -> Result<()> {
    count(conn, &keys.account, FREE_BY_ACCOUNT, now).await?;
    count(conn, &keys.address, FREE_BY_ADDRESS, now).await
}

/// The same for an address alone: a sign-up has no account yet, but it tells which ones there are.
pub async fn claim_address(conn: &mut PgConnection, address: &str, now: OffsetDateTime) -> Result<()> {
    count(conn, &of_address(address), FREE_BY_ADDRESS, now).await
}

async fn count(conn: &mut PgConnection, key: &str, free: i32, now: OffsetDateTime) -> Result<()> {
    let standing = store::delays::lock(conn, key, now).await?;
    let wait = standing.open_at - now;
    if wait.is_positive() {
        let seconds = u32::try_from(wait.whole_seconds() + 1).unwrap_or(1);
        return Err(Error::Busy { retry_after_seconds: seconds });
    }
    let remembered = if now - standing.failed_at > MEMORY { 0 } else { standing.failures };
    let tries = remembered.saturating_add(1);
    store::delays::set(conn, key, tries, now, now + pause(tries, free)).await
}

/// Takes back what a sign-in that succeeded was counted for: the account starts afresh, the address
/// loses this one try alone, so that one good account does not clear the way for guessing others.
pub async fn forgive(conn: &mut PgConnection, keys: &Keys, now: OffsetDateTime) -> Result<()> {
    store::delays::delete(conn, &keys.account).await?;
    store::delays::lower(conn, &keys.address, now).await
}

/// Takes back what a sign-up that succeeded was counted for.
pub async fn forgive_address(conn: &mut PgConnection, address: &str, now: OffsetDateTime) -> Result<()> {
    store::delays::lower(conn, &of_address(address), now).await
}

/// Clears the account alone, after its password was set anew.
pub async fn forget_account(conn: &mut PgConnection, email: &Email) -> Result<()> {
    store::delays::delete(conn, &Keys::new(email, "").account).await
}

#[cfg(test)]
mod tests {
    use super::{FREE_BY_ACCOUNT, pause};

    #[test]
    fn five_tries_are_free_and_then_the_pause_doubles_to_a_minute() {
        let seconds: Vec<_> = (1..=13).map(|tries| pause(tries, FREE_BY_ACCOUNT).whole_seconds()).collect();
        assert_eq!(seconds, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(pause(i32::MAX, FREE_BY_ACCOUNT).whole_seconds(), 60);
    }
}
