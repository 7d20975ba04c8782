use crate::ids::{PersonId, SessionId};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

/// A session that nobody used for this long has ended.
pub const IDLE: Duration = Duration::days(14);
/// A session ends after this long, however much it is used.
pub const ABSOLUTE: Duration = Duration::days(90);

/// Who is signed in, for the frame around every screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SessionInfo {
    pub person_id: PersonId,
    pub name: String,
    pub email: String,
    pub title: String,
    /// 0 to 9: which of the ten colours of people.
    pub hue: i16,
    pub theme: String,
    pub time_zone: String,
    pub instance_owner: bool,
}

/// One signed-in device, for the list of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SessionView {
    pub id: SessionId,
    /// Browser and system, as the device described itself.
    pub device: String,
    pub address: String,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub seen_at: OffsetDateTime,
    /// `seen_at`, as its person reads it.
    pub seen: String,
    /// Whether this is the session that asks.
    pub current: bool,
}
