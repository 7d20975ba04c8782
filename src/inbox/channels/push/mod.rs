//! Push: devices that a person has subscribed, and messages to them (RFC 8030, 8291 and 8292).
//!
//! Push services see who sends and how much, and never what: a message is encrypted for its device. A message says
//! what the mail would say and no more.

mod device;

#[cfg(feature = "ssr")]
mod commands;
#[cfg(feature = "ssr")]
mod encryption;
#[cfg(feature = "ssr")]
mod message;
#[cfg(feature = "ssr")]
mod outcome;
#[cfg(feature = "ssr")]
mod vapid;

pub use device::{Device, PushDesk};

#[cfg(feature = "ssr")]
pub use commands::{NewDevice, add_device, push_desk, remove_device};
#[cfg(feature = "ssr")]
pub use encryption::{Keys, encrypt, encrypt_with};
#[cfg(feature = "ssr")]
pub use message::{Message, message_to_send, write};
#[cfg(feature = "ssr")]
pub use outcome::{Outcome, settle};
#[cfg(feature = "ssr")]
pub use vapid::Vapid;
