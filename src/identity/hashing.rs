//! argon2id (RFC 9106) with the parameters of OWASP's password storage cheat sheet. A hash takes
//! 19 MiB and some 30 ms of a core, so it runs on a thread of its own, two at a time.

use crate::{Error, Result};
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::{Salt, SaltString},
};
use rand::{TryRngCore, rngs::OsRng};
use std::sync::LazyLock;
use std::time::Duration;
use tokio::sync::Semaphore;

static TURNS: Semaphore = Semaphore::const_new(2);
const PATIENCE: Duration = Duration::from_secs(10);

/// How much work a hash is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    Full,
    /// For demonstration data and tests alone: made quickly, and as quickly guessed.
    Reduced,
}

fn argon2(effort: Effort) -> Result<Argon2<'static>> {
    let (memory_kib, passes) = match effort {
        Effort::Full => (19 * 1024, 2),
        Effort::Reduced => (Params::MIN_M_COST, 1),
    };
    let params = Params::new(memory_kib, passes, 1, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// What the password of an unknown account is compared with, so that it costs the same work.
static NOBODY: LazyLock<Result<String>> = LazyLock::new(|| hash_now("nobody has this password", Effort::Full));

fn hash_now(password: &str, effort: Effort) -> Result<String> {
    let mut bytes = [0u8; Salt::RECOMMENDED_LENGTH];
    OsRng.try_fill_bytes(&mut bytes).map_err(Error::internal)?;
    let salt = SaltString::encode_b64(&bytes).map_err(Error::internal)?;
    Ok(argon2(effort)?.hash_password(password.as_bytes(), &salt).map_err(Error::internal)?.to_string())
}

fn verify_now(password: &str, known: Option<&str>) -> Result<bool> {
    let nobody = NOBODY.clone()?;
    let stored = PasswordHash::new(known.unwrap_or(&nobody)).map_err(Error::internal)?;
    let fits = argon2(Effort::Full)?.verify_password(password.as_bytes(), &stored).is_ok();
    Ok(fits && known.is_some())
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let turn = tokio::time::timeout(PATIENCE, TURNS.acquire())
        .await
        .map_err(|_| Error::Busy { retry_after_seconds: 5 })?
        .map_err(Error::internal)?;
    let done = tokio::task::spawn_blocking(work).await.map_err(Error::internal)?;
    drop(turn);
    done
}

/// The PHC string to store for a password.
pub async fn hash(password: String, effort: Effort) -> Result<String> {
    in_turn(move || hash_now(&password, effort)).await
}

/// Whether the password fits the stored hash. Without one it does the same work and says no.
pub async fn verify(password: String, known: Option<String>) -> Result<bool> {
    in_turn(move || verify_now(&password, known.as_deref())).await
}

#[cfg(test)]
mod tests {
    use super::{Effort, hash_now, verify_now};

    #[test]
    fn a_hash_knows_its_password_and_no_other() {
        let stored = hash_now("a good long password", Effort::Full).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify_now("a good long password", Some(&stored)).unwrap());
        assert!(!verify_now("another password", Some(&stored)).unwrap());
        assert!(!verify_now("nobody has this password", None).unwrap());
    }

    #[test]
    fn a_reduced_hash_is_verified_by_its_own_parameters() {
        let stored = hash_now("demo password", Effort::Reduced).unwrap();
        assert!(verify_now("demo password", Some(&stored)).unwrap());
    }
}
