use crate::ids::DeviceId;
use serde::{Deserialize, Serialize};

/// A browser that messages are pushed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Device {
    pub id: DeviceId,
    /// As it called itself.
    pub device: String,
    /// Since when, as the person reads it.
    pub since: String,
    /// It is the one that asks.
    pub current: bool,
}

/// What a browser needs to subscribe, and which ones have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PushDesk {
    /// The public key of this server, as browsers take it: base64url without padding.
    pub key: String,
    pub devices: Vec<Device>,
}
