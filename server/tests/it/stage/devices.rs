use super::{Person, Stage};
use atrium::{
    clock,
    ids::DeviceId,
    inbox::channels::push::{self, NewDevice},
    outbound::Reach,
};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};

/// The public key of the browser in RFC 8291, appendix A, and its secret.
pub const P256DH: &str = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
pub const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

/// An address of a push service that no other device has.
fn endpoint() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    format!("https://push.example.net/{}", NUMBER.fetch_add(1, Ordering::Relaxed))
}

/// The input by which a browser subscribes.
pub fn new_device() -> Value {
    json!({ "endpoint": endpoint(), "p256dh": P256DH, "auth": AUTH, "device": "a test" })
}

impl Stage {
    /// A browser of somebody's that messages are pushed to.
    pub async fn device(&self, person: &Person) -> DeviceId {
        self.device_at(person, &endpoint(), &Reach::default()).await
    }

    pub async fn device_at(&self, person: &Person, endpoint: &str, reach: &Reach) -> DeviceId {
        let new = NewDevice { endpoint, p256dh: P256DH, auth: AUTH, device: "a test" };
        push::add_device(&self.db, &person.caller, new, reach, clock::now()).await.expect("a device")
    }
}
