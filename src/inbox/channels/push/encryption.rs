//! Encrypts a message for one browser: RFC 8291 over aes128gcm of RFC 8188, in a single record.

use crate::{Error, Result};
use hmac::{Hmac, Mac};
use p256::{PublicKey, SecretKey, ecdh::diffie_hellman, elliptic_curve::sec1::ToEncodedPoint};
use rand::{TryRngCore, rngs::OsRng};
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use sha2::Sha256;

/// What every push service takes, header and padding included.
const RECORD: u32 = 4096;
/// So much of it is not the message: header 86, tag 16, the end mark 1.
const AROUND: usize = 103;

/// What a browser gave to encrypt for it.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Its public key, 65 bytes: an uncompressed point of P-256.
    pub public: Vec<u8>,
    /// Its secret of 16 bytes.
    pub auth: Vec<u8>,
}

/// Fails where the key is no point of the curve, or the message is too long.
pub fn encrypt(keys: &Keys, message: &[u8]) -> Result<Vec<u8>> {
    let mut salt = [0u8; 16];
    OsRng.try_fill_bytes(&mut salt).map_err(Error::internal)?;
    encrypt_with(keys, &fresh_key()?, salt, message)
}

/// A private key nobody had before.
pub fn fresh_key() -> Result<SecretKey> {
    loop {
        let mut bytes = [0u8; 32];
        OsRng.try_fill_bytes(&mut bytes).map_err(Error::internal)?;
        // One in four thousand million is beyond the order of the curve.
        if let Ok(key) = SecretKey::from_slice(&bytes) {
            return Ok(key);
        }
    }
}

/// The same where chance is given, as the example in RFC 8291 has it.
pub fn encrypt_with(keys: &Keys, own: &SecretKey, salt: [u8; 16], message: &[u8]) -> Result<Vec<u8>> {
    if message.len() + AROUND > RECORD as usize {
        return Err(Error::internal("a push message is too long"));
    }
    let theirs = PublicKey::from_sec1_bytes(&keys.public).map_err(Error::internal)?;
    let our_point = own.public_key().to_encoded_point(false);
    let shared = diffie_hellman(own.to_nonzero_scalar(), theirs.as_affine());

    let mut info = b"WebPush: info\0".to_vec();
    info.extend_from_slice(&keys.public);
    info.extend_from_slice(our_point.as_bytes());
    let input = derive(&keys.auth, shared.raw_secret_bytes(), &info)?;
    let content_key = derive(&salt, &input, b"Content-Encoding: aes128gcm\0")?;
    let nonce = derive(&salt, &input, b"Content-Encoding: nonce\0")?;

    let mut sealed = message.to_vec();
    // The last record ends with a two.
    sealed.push(2);
    let key = UnboundKey::new(&AES_128_GCM, &content_key[..16]).map_err(Error::internal)?;
    let nonce = Nonce::try_assume_unique_for_key(&nonce[..12]).map_err(Error::internal)?;
    LessSafeKey::new(key).seal_in_place_append_tag(nonce, Aad::empty(), &mut sealed).map_err(Error::internal)?;

    let mut body = salt.to_vec();
    body.extend_from_slice(&RECORD.to_be_bytes());
    body.push(65);
    body.extend_from_slice(our_point.as_bytes());
    body.extend(sealed);
    Ok(body)
}

/// HKDF (RFC 5869) of one block: what is needed here is never longer.
fn derive(salt: &[u8], input: &[u8], info: &[u8]) -> Result<[u8; 32]> {
    let extracted = keyed(salt, &[input])?;
    keyed(&extracted, &[info, &[1]])
}

fn keyed(key: &[u8], parts: &[&[u8]]) -> Result<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(Error::internal)?;
    for part in parts {
        mac.update(part);
    }
    Ok(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::BASE64URL_NOPAD;

    fn bytes(text: &str) -> Vec<u8> {
        BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()
    }

    fn receiver() -> Keys {
        Keys {
            public: bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
            auth: bytes("BTBZMqHH6r4Tts7J_aSIgg"),
        }
    }

    #[test]
    fn the_example_of_rfc_8291_appendix_a_comes_out_byte_for_byte() {
        let own = SecretKey::from_slice(&bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")).unwrap();
        let salt: [u8; 16] = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let message = b"When I grow up, I want to be a watermelon";
        let body = encrypt_with(&receiver(), &own, salt, message).unwrap();
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tl\
            zAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(BASE64URL_NOPAD.encode(&body), expected);
    }

    #[test]
    fn no_two_messages_are_alike_and_what_is_too_long_or_for_no_point_is_refused() {
        let keys = receiver();
        assert_ne!(encrypt(&keys, b"a").unwrap(), encrypt(&keys, b"a").unwrap());
        assert_eq!(encrypt(&keys, &[b'a'; 3993]).unwrap().len(), 4096);
        assert!(encrypt(&keys, &[b'a'; 3994]).is_err());
        let nowhere = Keys { public: vec![4; 65], auth: vec![0; 16] };
        assert!(encrypt(&nowhere, b"a").is_err());
    }
}
