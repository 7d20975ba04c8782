//! Links in mails that stop such mails, for whoever holds the mail and is not signed in. They are signed with a key of
//! the person, say nothing and open nothing, and work as often as they are used.

use super::{
    Reasons, Settings,
    store::{self, unsubscribing},
};
use crate::{
    Error, Result,
    actor::{Caller, Proof},
    database::{Db, TenantTx},
    identity::{self, account},
    ids::PersonId,
};
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, Mac};
use rand::{TryRngCore, rngs::OsRng};
use serde_json::json;
use sha2::Sha256;
use uuid::Uuid;

const PURPOSE: &[u8] = b"no more mails about tasks";
const ID: usize = 16;

fn signature(key: &[u8], person_id: PersonId) -> Result<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(Error::internal)?;
    mac.update(PURPOSE);
    mac.update(person_id.uuid().as_bytes());
    Ok(mac)
}

/// The address at which the person of this transaction stops such mails.
pub async fn link(tx: &mut TenantTx, base_url: &str) -> Result<String> {
    let person_id = tx.person_id();
    let mut fresh = [0u8; 32];
    OsRng.try_fill_bytes(&mut fresh).map_err(Error::internal)?;
    unsubscribing::offer_key(tx.conn(), person_id, &fresh).await?;
    let key = unsubscribing::key(tx.conn(), person_id).await?.ok_or(Error::NotFound)?;
    let mut token = person_id.uuid().as_bytes().to_vec();
    token.extend(signature(&key, person_id)?.finalize().into_bytes());
    Ok(format!("{base_url}/unsubscribe/{}", BASE64URL_NOPAD.encode(&token)))
}

/// Whose mails the link stops. One that nobody was sent is `NotFound`.
pub async fn whose(db: &Db, token: &str) -> Result<PersonId> {
    let token = BASE64URL_NOPAD.decode(token.as_bytes()).map_err(|_| Error::NotFound)?;
    let (id, signed) = token.split_at_checked(ID).ok_or(Error::NotFound)?;
    let person_id = PersonId(Uuid::from_slice(id).map_err(|_| Error::NotFound)?);
    let mut tx = db.identity().await?;
    let key = unsubscribing::key(tx.conn(), person_id).await?.ok_or(Error::NotFound)?;
    signature(&key, person_id)?.verify_slice(signed).map_err(|_| Error::NotFound)?;
    Ok(person_id)
}

/// Stops all mails about tasks to whom the link was sent. The inbox and push stay as they are.
pub async fn stop_mails(db: &Db, token: &str) -> Result<()> {
    let person_id = whose(db, token).await?;
    let caller = Caller { person_id, proof: Proof::Operator };
    let mut tx = account::begin(db, &caller, identity::Action::SetNotifications).await?;
    let settings = store::settings(tx.conn(), person_id).await?;
    if settings.mail == Reasons::default() {
        return Ok(());
    }
    let settings = Settings { mail: Reasons::default(), ..settings };
    store::set(tx.conn(), person_id, &settings).await?;
    account::finish(tx, "notifications.mail_stopped", person_id.uuid(), json!({})).await
}
