//! How this server tells push services who it is (RFC 8292).

use super::encryption::fresh_key;
use crate::{Error, Result, clock, database::Db, inbox::channels::store::push};
use data_encoding::BASE64URL_NOPAD;
use p256::{
    SecretKey,
    ecdsa::{Signature, SigningKey, signature::Signer},
    elliptic_curve::sec1::ToEncodedPoint,
};
use serde_json::json;
use time::{Duration, OffsetDateTime};

/// How long one signature holds; a day is the most that services take.
const HOLDS: Duration = Duration::hours(12);

/// The key pair of this server.
pub struct Vapid {
    key: SecretKey,
}

impl Vapid {
    /// The key of this database, made now where there is none. Two servers that need it at once agree on one.
    pub async fn of(db: &Db) -> Result<Self> {
        let mut tx = db.identity().await?;
        let kept = if let Some(kept) = push::vapid_key(tx.conn()).await? {
            kept
        } else {
            push::offer_vapid_key(tx.conn(), &fresh_key()?.to_bytes(), clock::now()).await?;
            push::vapid_key(tx.conn()).await?.ok_or(Error::NotFound)?
        };
        tx.commit().await?;
        Self::from_bytes(&kept)
    }

    pub fn from_bytes(private: &[u8]) -> Result<Self> {
        Ok(Self { key: SecretKey::from_slice(private).map_err(Error::internal)? })
    }

    /// As browsers take it.
    pub fn public(&self) -> String {
        BASE64URL_NOPAD.encode(self.key.public_key().to_encoded_point(false).as_bytes())
    }

    /// The header `Authorization` for a service at `origin`. `contact` is a mailto: or https: address for those who
    /// run it.
    pub fn authorization(&self, origin: &str, contact: &str, now: OffsetDateTime) -> String {
        let head = json!({ "typ": "JWT", "alg": "ES256" });
        let claims = json!({ "aud": origin, "exp": (now + HOLDS).unix_timestamp(), "sub": contact });
        let [head, claims] = [head, claims].map(|part| BASE64URL_NOPAD.encode(part.to_string().as_bytes()));
        let signed = format!("{head}.{claims}");
        let signature: Signature = SigningKey::from(&self.key).sign(signed.as_bytes());
        format!("vapid t={signed}.{}, k={}", BASE64URL_NOPAD.encode(&signature.to_bytes()), self.public())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::{VerifyingKey, signature::Verifier};
    use serde_json::Value;
    use time::macros::datetime;

    #[test]
    fn the_token_says_for_whom_until_when_and_from_whom_and_is_signed() {
        let vapid = Vapid::from_bytes(&[7; 32]).unwrap();
        let now = datetime!(2026-11-21 12:00 UTC);
        let header = vapid.authorization("https://push.example.net", "mailto:atrium@work.test", now);
        let (token, key) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        assert_eq!(key, vapid.public());
        let parts: Vec<&str> = token.split('.').collect();
        let read = |part: &str| BASE64URL_NOPAD.decode(part.as_bytes()).unwrap();
        let claims: Value = serde_json::from_slice(&read(parts[1])).unwrap();
        assert_eq!(
            claims,
            json!({
                "aud": "https://push.example.net", "exp": (now + HOLDS).unix_timestamp(), "sub": "mailto:atrium@work.test",
            })
        );
        let verifying = VerifyingKey::from_sec1_bytes(&read(key)).unwrap();
        let signature = Signature::from_slice(&read(parts[2])).unwrap();
        assert!(verifying.verify(format!("{}.{}", parts[0], parts[1]).as_bytes(), &signature).is_ok());
    }
}
