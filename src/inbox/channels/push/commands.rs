use super::{Device, PushDesk, Vapid};
use crate::{
    Error, Result,
    actor::{Caller, Proof},
    clock,
    database::Db,
    identity::{self, account},
    ids::DeviceId,
    inbox::channels::store::push,
    outbound::{Destination, Reach},
};
use data_encoding::BASE64URL_NOPAD;
use serde_json::json;
use time::OffsetDateTime;

/// Devices of one person; the oldest makes room.
const MOST: i64 = 20;

/// The caller's devices, and what another one needs to become one.
pub async fn push_desk(db: &Db, caller: &Caller, now: OffsetDateTime) -> Result<PushDesk> {
    account::check(caller, identity::Action::SeeNotifications)?;
    let key = Vapid::of(db).await?.public();
    let mut tx = db.identity_of(caller.person_id).await?;
    let here = match caller.proof {
        Proof::Session(id) => Some(id),
        _ => None,
    };
    let devices = push::devices(tx.conn(), caller.person_id, now).await?.into_iter().map(|row| Device {
        id: row.id,
        current: Some(row.session_id) == here,
        since: clock::read_in(&row.time_zone, row.created_at, now),
        device: row.device,
    });
    Ok(PushDesk { key, devices: devices.collect() })
}

/// A browser as it subscribed: the parts of its `PushSubscription`, the keys in base64url.
#[derive(Clone, Debug)]
pub struct NewDevice<'a> {
    pub endpoint: &'a str,
    pub p256dh: &'a str,
    pub auth: &'a str,
    /// How the browser calls itself.
    pub device: &'a str,
}

/// Has messages pushed to the caller's browser, as long as they are signed in there. The same browser twice is one.
pub async fn add_device(
    db: &Db,
    caller: &Caller,
    new: NewDevice<'_>,
    reach: &Reach,
    now: OffsetDateTime,
) -> Result<DeviceId> {
    let endpoint = Destination::parse("endpoint", new.endpoint, reach)?;
    let public_key = key("p256dh", new.p256dh, 65)?;
    let auth = key("auth", new.auth, 16)?;
    let Proof::Session(session_id) = caller.proof else { return Err(Error::Forbidden) };
    let device: String = new.device.chars().filter(|c| !c.is_control()).take(300).collect();
    let mut tx = account::begin(db, caller, identity::Action::AddDevice).await?;
    let row = push::NewRow {
        id: DeviceId::new(),
        person_id: caller.person_id,
        session_id,
        endpoint: endpoint.as_str(),
        public_key: &public_key,
        auth: &auth,
        device: &device,
        now,
    };
    let id = push::add_device(tx.conn(), &row).await?;
    push::forget_oldest(tx.conn(), caller.person_id, MOST).await?;
    account::finish(tx, "push.begun", id.uuid(), json!({ "device": device })).await?;
    Ok(id)
}

fn key(field: &str, text: &str, length: usize) -> Result<Vec<u8>> {
    let bytes = BASE64URL_NOPAD.decode(text.trim_end_matches('=').as_bytes()).ok();
    bytes
        .filter(|bytes| bytes.len() == length)
        .ok_or_else(|| Error::invalid(field, "This is no key of a browser's push subscription."))
}

/// Pushes no more to one of the caller's devices.
pub async fn remove_device(db: &Db, caller: &Caller, id: DeviceId) -> Result<()> {
    let mut tx = account::begin(db, caller, identity::Action::RemoveDevice).await?;
    let device = push::remove_device(tx.conn(), caller.person_id, id).await?.ok_or(Error::NotFound)?;
    account::finish(tx, "push.ended", id.uuid(), json!({ "device": device })).await
}
