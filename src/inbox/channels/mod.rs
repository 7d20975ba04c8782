//! How what somebody is told reaches them: in the inbox, by mail, by push; of which reasons, and when not.
//!
//! Invariants:
//! - The settings are of the account: quiet hours, a mailbox and a phone are one person's in whichever workspace.
//! - What goes out is decided when it goes out, by the settings, the rights and what was read until that moment.

mod clock_time;
pub mod push;
mod settings;

#[cfg(feature = "ssr")]
mod commands;
#[cfg(feature = "ssr")]
mod grace;
#[cfg(feature = "ssr")]
mod hours;
#[cfg(feature = "ssr")]
mod outgoing;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod unsubscribe;

pub use clock_time::ClockTime;
pub use settings::{Channel, QuietHours, Reasons, Reminders, Settings};

#[cfg(feature = "ssr")]
pub use commands::{set_settings, settings};
#[cfg(feature = "ssr")]
pub use grace::{MAIL_GRACE, PUSH_GRACE};
#[cfg(feature = "ssr")]
pub use outgoing::{go_out, may_still_go};
#[cfg(feature = "ssr")]
pub use unsubscribe::{stop_mails, whose};
