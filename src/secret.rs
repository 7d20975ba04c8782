//! Secrets that people carry: session cookies, API tokens, links in mails. 256 random bits, shown
//! once as URL-safe text, stored as SHA-256.

use data_encoding::BASE64URL_NOPAD;
use rand::{TryRngCore, rngs::OsRng};
use sha2::{Digest, Sha256};

/// A fresh secret with the given prefix, such as `atr_`.
pub fn generate(prefix: &str) -> crate::Result<String> {
    let mut bytes = [0u8; 32];
    OsRng.try_fill_bytes(&mut bytes).map_err(crate::Error::internal)?;
    Ok(format!("{prefix}{}", BASE64URL_NOPAD.encode(&bytes)))
}

/// What is stored of a secret.
pub fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}
