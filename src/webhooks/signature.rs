//! Signatures by Standard Webhooks (standardwebhooks.com): HMAC-SHA256 over the identity, the moment and the body.

use data_encoding::BASE64;
use hmac::{Hmac, Mac};
use rand::{TryRngCore, rngs::OsRng};
use sha2::Sha256;
use time::OffsetDateTime;

const PREFIX: &str = "whsec_";

/// A fresh secret: 256 random bits as Base64, behind `whsec_`.
pub fn new_secret() -> crate::Result<String> {
    let mut bytes = [0u8; 32];
    OsRng.try_fill_bytes(&mut bytes).map_err(crate::Error::internal)?;
    Ok(format!("{PREFIX}{}", BASE64.encode(&bytes)))
}

/// The header `webhook-signature`: one signature for each secret, with a space between them. A receiver takes a
/// message that any of them fits.
pub fn sign(secrets: &[String], id: &str, at: OffsetDateTime, body: &str) -> String {
    let signed = format!("{id}.{}.{body}", at.unix_timestamp());
    let one = |secret: &String| {
        let key = BASE64.decode(secret.trim_start_matches(PREFIX).as_bytes()).ok()?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
        mac.update(signed.as_bytes());
        Some(format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes())))
    };
    secrets.iter().filter_map(one).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example that the libraries of Standard Webhooks are tested with.
    #[test]
    fn the_published_example_has_the_published_signature() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned();
        let at = OffsetDateTime::from_unix_timestamp(1_614_265_330).unwrap();
        let (id, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", r#"{"test": 2432232314}"#);
        let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(sign(std::slice::from_ref(&secret), id, at, body), signature);
        let both = sign(&[new_secret().unwrap(), secret], id, at, body);
        assert!(both.ends_with(&format!(" {signature}")) && both.starts_with("v1,"), "{both}");
    }

    #[test]
    fn a_secret_is_long_and_never_the_same() {
        let (one, other) = (new_secret().unwrap(), new_secret().unwrap());
        assert_ne!(one, other);
        assert_eq!(BASE64.decode(one.strip_prefix("whsec_").unwrap().as_bytes()).unwrap().len(), 32);
    }
}
