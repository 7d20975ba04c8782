//! What happens in a workspace is told to other programs, at addresses that its owners and admins name.
//!
//! Invariants:
//! - The log of events is the one source. A delivery exists if, and only if, its event was committed; [`fan_out`] can be
//!   killed and repeated.
//! - Every event reaches an address at least once or is shown as failed. Each try of a delivery carries the same
//!   identity and the same body, signed by Standard Webhooks.
//! - One address that is slow or away holds back no other.
//! - A secret is told once, when it is made.

mod delivery;
mod kinds;
mod policy;
mod webhook;

#[cfg(feature = "ssr")]
mod commands;
#[cfg(feature = "ssr")]
mod payload;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod reader;
#[cfg(feature = "ssr")]
mod send;
#[cfg(feature = "ssr")]
mod signature;
#[cfg(feature = "ssr")]
mod store;

pub use delivery::{Attempt, Delivery, DeliveryDetail, DeliveryPage, DeliveryStatus, LAST_TRY, pause};
pub use kinds::{GROUPS, Group};
pub use policy::{Action, allows};
pub use webhook::{Disabled, WebhookProject, WebhookView};

#[cfg(feature = "ssr")]
pub use commands::{
    MadeWebhook, NewWebhook, WebhookEdit, create_webhook, edit_webhook, remove_webhook, replay_delivery, replay_failed,
    rotate_secret, test_webhook,
};
#[cfg(feature = "ssr")]
pub use queries::{deliveries, delivery, webhook, webhooks};
#[cfg(feature = "ssr")]
pub use reader::{behind, fan_out};
#[cfg(feature = "ssr")]
pub use send::{Claim, Endpoint, Outcome, claim, due, settle};
#[cfg(feature = "ssr")]
pub use signature::sign;
