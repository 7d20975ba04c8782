use crate::ids::DeliveryId;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How far a delivery is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type, utoipa::ToSchema), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum DeliveryStatus {
    /// On its way, or waiting for its next try.
    Waiting,
    Delivered,
    /// Given up.
    Failed,
}

/// One event on its way to one address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Delivery {
    pub id: DeliveryId,
    /// Of the event, such as `task.moved`.
    pub kind: String,
    /// What it is about, such as `ATR-42`.
    pub about: String,
    pub status: DeliveryStatus,
    /// In the reader's zone.
    pub created: String,
    pub attempts: i64,
    /// What came back last: an HTTP status, if anything did.
    pub code: Option<i16>,
    /// How long the last attempt took, in milliseconds.
    pub millis: Option<i32>,
    /// When it is tried next, in the reader's zone.
    pub next_try: Option<String>,
}

/// Deliveries, newest first; `next` as `after` asks for the older ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct DeliveryPage {
    pub items: Vec<Delivery>,
    pub next: Option<DeliveryId>,
}

/// One try, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Attempt {
    /// In the reader's zone.
    pub at: String,
    pub millis: i32,
    /// The HTTP status of the answer.
    pub code: Option<i16>,
    /// Why there was none.
    pub lost: Option<String>,
    /// The first kilobyte of the answer.
    pub answer: String,
}

/// A delivery with what was sent and what came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct DeliveryDetail {
    pub delivery: Delivery,
    /// The `webhook-id` of every try.
    pub message_id: String,
    /// The body, as it was sent.
    pub body: String,
    /// Oldest first.
    pub tries: Vec<Attempt>,
}

const MINUTE: u64 = 60;
const HOUR: u64 = 3600;

/// The pauses in seconds after the first try, the second and so on: about 31 hours in all.
const PAUSES: [u64; 7] = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR];

/// After this many tries a delivery is given up.
pub const LAST_TRY: i16 = 8;

/// How long to wait after so many tries, lengthened by up to a fifth: `chance` is 0 to 1, so that what failed together
/// does not come back together. Nothing after the last try.
pub fn pause(tries: i16, chance: f64) -> Option<Duration> {
    let pause = PAUSES.get(usize::try_from(tries).ok()?.checked_sub(1)?)?;
    Some(Duration::from_secs(*pause).mul_f64(1.0 + chance.clamp(0.0, 1.0) / 5.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pauses_grow_over_about_a_day_and_then_it_is_over() {
        let all: Vec<_> = (1..=LAST_TRY).map(|tries| pause(tries, 0.0)).collect();
        assert_eq!(all[0], Some(Duration::from_secs(5)));
        assert!(all.windows(2).all(|pair| pair[1].is_none_or(|next| Some(next) > pair[0])));
        let total: Duration = all.iter().flatten().sum();
        assert!((24..36).contains(&(total.as_secs() / HOUR)), "{total:?}");
        assert_eq!((all[7], pause(0, 0.0)), (None, None));
        assert_eq!(pause(1, 1.0), Some(Duration::from_secs(6)));
    }
}
